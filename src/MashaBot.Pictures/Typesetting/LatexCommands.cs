using System.Collections.Frozen;

namespace MashaBot.Pictures.Typesetting;

/// <summary>The commands that stand for one sign or word: a row each.</summary>
internal static class LatexCommands
{
    private static readonly FrozenDictionary<string, Term> Terms = Rows().ToFrozenDictionary(row => row.Name, row => row.Term);

    public static IEnumerable<string> Names => Terms.Keys;

    public static Term? Find(string name) => Terms.GetValueOrDefault(name);

    private static IEnumerable<(string Name, Term Term)> Rows()
    {
        (TermClass Class, Face Face, string Signs)[] table =
        [
            (TermClass.Ordinary, Face.Slanted, """
                alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ  iota ι  kappa κ  lambda λ  mu μ  nu ν
                xi ξ  pi π  rho ρ  sigma σ  tau τ  upsilon υ  phi φ  varphi φ  chi χ  psi ψ  omega ω  ell ℓ
                """),
            (TermClass.Ordinary, Face.Upright, """
                Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
                partial ∂  nabla ∇  infty ∞  forall ∀  exists ∃  emptyset ∅  varnothing ∅  top ⊤  bot ⊥  neg ¬  lnot ¬  degree °  prime ′
                vdots ⋮  ddots ⋱  checkmark ✓  # #  % %  & &  _ _  $ $
                """),
            (TermClass.Inner, Face.Upright, "ldots …  dots …  dotsc …  cdots ⋯  dotsb ⋯"),
            (TermClass.Binary, Face.Upright, """
                cdot ·  times ×  div ÷  pm ±  mp ∓  circ ∘  odot ⊙  oplus ⊕  otimes ⊗  ast ∗  star ⋆  bullet •
                cup ∪  cap ∩  setminus ∖  wedge ∧  land ∧  vee ∨  lor ∨
                """),
            (TermClass.Relation, Face.Upright, """
                le ≤  leq ≤  leqslant ≤  ge ≥  geq ≥  geqslant ≥  ne ≠  neq ≠  lt <  gt >  approx ≈  equiv ≡  sim ∼  propto ∝  in ∈  notin ∉  ni ∋
                subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  to →  rightarrow →  gets ←  leftarrow ←  leftrightarrow ↔  uparrow ↑  downarrow ↓
                Rightarrow ⇒  implies ⇒  Leftarrow ⇐  Leftrightarrow ⇔  iff ⇔  mapsto ↦  ll ≪  gg ≫  mid |  parallel ∥  perp ⊥  colon :
                """),
            (TermClass.Open, Face.Upright, "{ {  langle ⟨  lfloor ⌊  lceil ⌈  lbrace {  lbrack [  lvert |  lVert ∥"),
            (TermClass.Close, Face.Upright, "} }  rangle ⟩  rfloor ⌋  rceil ⌉  rbrace }  rbrack ]  rvert |  rVert ∥"),
            (TermClass.Ordinary, Face.Upright, "| ∥  Vert ∥  vert |  backslash \\"),
        ];
        foreach (var (kind, face, signs) in table)
            foreach (var pair in signs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Chunk(2))
                yield return (pair[0], new Term.Sign(pair[1], kind, face));

        foreach (var (name, sign, limits) in new[] { ("sum", "∑", true), ("prod", "∏", true), ("int", "∫", false) })
            yield return (name, new Term.Sign(sign, TermClass.Operator, Face.Upright) { Large = true, Limits = limits });

        foreach (var word in "sin cos tan cot sinh cosh tanh coth arcsin arccos arctan exp ln log lg arg det dim ker deg tr rank diag sign sgn softmax".Split(' '))
            yield return (word, new Term.Sign(word, TermClass.Operator, Face.Upright));
        foreach (var word in "max min lim sup inf argmax argmin Pr".Split(' '))
            yield return (word, new Term.Sign(word, TermClass.Operator, Face.Upright) { Limits = true });

        foreach (var (name, em) in new[] { (",", 3f / 18), (":", 4f / 18), (">", 4f / 18), (";", 5f / 18), ("!", -3f / 18), (" ", 0.28f), ("quad", 1), ("qquad", 2), ("enspace", 0.5f), ("thinspace", 3f / 18) })
            yield return (name, new Term.Space(em));
    }
}
