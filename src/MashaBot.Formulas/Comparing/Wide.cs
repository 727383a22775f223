using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

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
        // column by column, from the lowest: each row adds four products of 64 bits, shifted by one place
        ulong p0, p1, p2, p3, p4, p5, p6, p7, carry;
        carry = Step(a.first, b.first, 0, 0, out p0);
        carry = Step(a.first, b.second, 0, carry, out p1);
        carry = Step(a.first, b.third, 0, carry, out p2);
        p4 = Step(a.first, b.fourth, 0, carry, out p3);

        carry = Step(a.second, b.first, p1, 0, out p1);
        carry = Step(a.second, b.second, p2, carry, out p2);
        carry = Step(a.second, b.third, p3, carry, out p3);
        p5 = Step(a.second, b.fourth, p4, carry, out p4);

        carry = Step(a.third, b.first, p2, 0, out p2);
        carry = Step(a.third, b.second, p3, carry, out p3);
        carry = Step(a.third, b.third, p4, carry, out p4);
        p6 = Step(a.third, b.fourth, p5, carry, out p5);

        carry = Step(a.fourth, b.first, p3, 0, out p3);
        carry = Step(a.fourth, b.second, p4, carry, out p4);
        carry = Step(a.fourth, b.third, p5, carry, out p5);
        p7 = Step(a.fourth, b.fourth, p6, carry, out p6);

        const int over = 256 - Bits;
        return new(p4 << over | p3 >> (64 - over), p5 << over | p4 >> (64 - over), p6 << over | p5 >> (64 - over), p7 << over | p6 >> (64 - over));
    }

    /// <summary>This times itself: of the products outside the diagonal only half have to be formed.</summary>
    public Wide Squared()
    {
        ulong p1, p2, p3, p4, p5, p6, carry;
        carry = Step(first, second, 0, 0, out p1);
        carry = Step(first, third, 0, carry, out p2);
        p4 = Step(first, fourth, 0, carry, out p3);
        carry = Step(second, third, p3, 0, out p3);
        p5 = Step(second, fourth, p4, carry, out p4);
        p6 = Step(third, fourth, p5, 0, out p5);

        var p7 = p6 >> 63;
        p6 = p6 << 1 | p5 >> 63;
        p5 = p5 << 1 | p4 >> 63;
        p4 = p4 << 1 | p3 >> 63;
        p3 = p3 << 1 | p2 >> 63;
        p2 = p2 << 1 | p1 >> 63;
        p1 <<= 1;

        carry = Math.BigMul(first, first, out _);
        carry = Added(p1, carry, 0, out _);
        carry = Plus(Math.BigMul(second, second, out var low), low, ref p2, ref p3, carry);
        carry = Plus(Math.BigMul(third, third, out low), low, ref p4, ref p5, carry);
        Plus(Math.BigMul(fourth, fourth, out low), low, ref p6, ref p7, carry);

        const int over = 256 - Bits;
        return new(p4 << over | p3 >> (64 - over), p5 << over | p4 >> (64 - over), p6 << over | p5 >> (64 - over), p7 << over | p6 >> (64 - over));
    }

    /// <summary>Adds two places and a carry to two others; the carry that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Plus(ulong high, ulong low, ref ulong here, ref ulong next, ulong carry)
    {
        carry = Added(here, low, carry, out here);
        return Added(next, high, carry, out next);
    }

    /// <summary>a + b + carry (0 or 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Added(ulong a, ulong b, ulong carry, out ulong sum)
    {
        sum = a + b;
        var over = sum < a ? 1UL : 0;
        sum += carry;
        return over + (sum < carry ? 1UL : 0);
    }

    /// <summary>a·b + here + carry: its lower half, and what is carried on. It always fits into 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Step(ulong a, ulong b, ulong here, ulong carry, out ulong low)
    {
        var high = Math.BigMul(a, b, out low);
        low += here;
        high += low < here ? 1UL : 0;
        low += carry;
        return high + (low < carry ? 1UL : 0);
    }
}
