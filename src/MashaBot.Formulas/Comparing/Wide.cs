using System.Buffers.Binary;
using System.Numerics;

namespace MashaBot.Formulas;

/// <summary>A number from 0 to 256 with <see cref="Bits"/> bits behind the point, in which series are summed without allocating.
/// What an operation cuts off is below one unit of the last place.</summary>
internal readonly struct Wide
{
    public const int Bits = 248;

    private readonly ulong first, second, third, fourth;      // the lowest first

    private Wide(ulong first, ulong second, ulong third, ulong fourth) => (this.first, this.second, this.third, this.fourth) = (first, second, third, fourth);

    /// <param name="value">In units of the last place; not negative and below 2²⁵⁶.</param>
    public Wide(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        first = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
    }

    public BigInteger ToInteger()
    {
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], second);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], third);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], fourth);
        return new(bytes, isUnsigned: true);
    }

    public static Wide One { get; } = new(BigInteger.One << Bits);

    public bool IsZero => (first | second | third | fourth) == 0;

    public static Wide operator +(Wide a, Wide b)
    {
        var first = a.first + b.first;
        var carry = first < a.first ? 1UL : 0;
        var second = a.second + b.second;
        var next = second < a.second ? 1UL : 0;
        second += carry;
        next += second < carry ? 1UL : 0;
        var third = a.third + b.third;
        carry = third < a.third ? 1UL : 0;
        third += next;
        carry += third < next ? 1UL : 0;
        return new(first, second, third, a.fourth + b.fourth + carry);
    }

    public static Wide operator *(Wide a, Wide b)
    {
        Span<ulong> product = stackalloc ulong[8];
        product.Clear();
        ReadOnlySpan<ulong> left = [a.first, a.second, a.third, a.fourth], right = [b.first, b.second, b.third, b.fourth];
        for (var i = 0; i < 4; i++)
        {
            if (left[i] == 0) continue;
            var carry = 0UL;
            for (var j = 0; j < 4; j++)
            {
                var high = Math.BigMul(left[i], right[j], out var low);
                low += product[i + j];
                if (low < product[i + j]) high++;
                low += carry;
                if (low < carry) high++;
                product[i + j] = low;
                carry = high;
            }

            product[i + 4] = carry;
        }

        const int over = 256 - Bits;
        return new(
            product[4] << over | product[3] >> (64 - over),
            product[5] << over | product[4] >> (64 - over),
            product[6] << over | product[5] >> (64 - over),
            product[7] << over | product[6] >> (64 - over));
    }
}
