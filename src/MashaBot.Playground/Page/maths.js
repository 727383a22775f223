// Formulas: KaTeX where the network brings it, otherwise a small LaTeX reader of our own that builds plain HTML.
const cdn = "https://cdn.jsdelivr.net/npm/katex@0.16.47/dist/";
const integrity = {
  "katex.min.css": "sha384-nH0MfJ44wi1dd7w6jinlyBgljjS8EJAh2JBoRad8a3VDw2K69vfaaqm4WnR+gXtA",
  "katex.min.js": "sha384-CwjPRVHTvLiMBFjEoij+QZViMV5rhTOIp7CJzl24JEqpRDA1sJFHVXXLURktbYYp",
};

let katex = null;

/** Fetches KaTeX and then calls `ready`; without a network nothing happens. */
export function fetchKatex(ready) {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: cdn + "katex.min.css", integrity: integrity["katex.min.css"], crossOrigin: "anonymous" });
  const script = Object.assign(document.createElement("script"), { src: cdn + "katex.min.js", integrity: integrity["katex.min.js"], crossOrigin: "anonymous", async: true });
  const loaded = element => new Promise((resolve, reject) => { element.onload = resolve; element.onerror = reject; });
  Promise.all([loaded(sheet), loaded(script)]).then(() => { katex = window.katex; ready(); }, () => { sheet.remove(); script.remove(); });
  document.head.append(sheet, script);
}

/** An element that shows a formula; `redraw` draws it again once KaTeX is there. */
export function formula(latex, display) {
  const element = document.createElement(display ? "div" : "span");
  element.className = display ? "tex display" : "tex";
  element.dataset.latex = latex;
  draw(element);
  return element;
}

export function redraw(root) {
  for (const element of root.querySelectorAll(".tex")) draw(element);
}

function draw(element) {
  const latex = element.dataset.latex, display = element.classList.contains("display");
  if (katex) {
    try {
      katex.render(latex, element, { displayMode: display, throwOnError: true, trust: false, strict: "ignore", maxExpand: 200, maxSize: 20 });
      return;
    } catch { /* what KaTeX does not know our own reader shows readably */ }
  }
  element.replaceChildren(own(latex, display));
}

// ---- our own reader

const symbols = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ϵ", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", vartheta: "ϑ", iota: "ι", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ",
  pi: "π", rho: "ρ", varrho: "ϱ", sigma: "σ", varsigma: "ς", tau: "τ", upsilon: "υ", phi: "ϕ", varphi: "φ", chi: "χ", psi: "ψ", omega: "ω", ell: "ℓ", partial: "∂", imath: "ı", jmath: "ȷ", hbar: "ℏ",
};
const upright = {
  Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Upsilon: "Υ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", nabla: "∇", infty: "∞", emptyset: "∅", varnothing: "∅", forall: "∀", exists: "∃",
  dots: "…", ldots: "…", cdots: "⋯", vdots: "⋮", ddots: "⋱", prime: "′", degree: "°", top: "⊤", bot: "⊥", angle: "∠", Re: "ℜ", Im: "ℑ", checkmark: "✓", square: "□", blacksquare: "■", star: "⋆", dagger: "†",
  "%": "%", "#": "#", "&": "&", _: "_", $: "$", "{": "{", "}": "}", "|": "‖", lbrace: "{", rbrace: "}", backslash: "\\", colon: ":",
};
const binary = {
  cdot: "·", times: "×", div: "÷", pm: "±", mp: "∓", ast: "∗", circ: "∘", bullet: "•", odot: "⊙", oplus: "⊕", ominus: "⊖", otimes: "⊗", cup: "∪", cap: "∩", setminus: "∖", wedge: "∧", land: "∧", vee: "∨", lor: "∨",
  bmod: "mod",
};
const relations = {
  le: "≤", leq: "≤", leqslant: "⩽", ge: "≥", geq: "≥", geqslant: "⩾", ne: "≠", neq: "≠", approx: "≈", equiv: "≡", sim: "∼", simeq: "≃", cong: "≅", propto: "∝", ll: "≪", gg: "≫", in: "∈", notin: "∉", ni: "∋",
  subset: "⊂", subseteq: "⊆", supset: "⊃", supseteq: "⊇", to: "→", rightarrow: "→", longrightarrow: "⟶", leftarrow: "←", gets: "←", leftrightarrow: "↔", Rightarrow: "⇒", Leftarrow: "⇐", implies: "⟹", iff: "⟺",
  Leftrightarrow: "⇔", mapsto: "↦", uparrow: "↑", downarrow: "↓", mid: "∣", parallel: "∥", perp: "⊥", models: "⊨", vdash: "⊢", coloneqq: "≔", triangleq: "≜", nearrow: "↗", searrow: "↘",
};
const functions = ["sin", "cos", "tan", "cot", "tanh", "sinh", "cosh", "arcsin", "arccos", "arctan", "exp", "ln", "log", "lg", "det", "dim", "ker", "rank", "tr", "diag", "sign", "sgn", "softmax", "arg", "deg", "gcd", "Pr", "ReLU"];
const bigs = { sum: "∑", prod: "∏", int: "∫", iint: "∬", oint: "∮", bigcup: "⋃", bigcap: "⋂", bigoplus: "⨁", coprod: "∐" };
const limits = { lim: "lim", max: "max", min: "min", sup: "sup", inf: "inf", argmax: "arg max", argmin: "arg min", limsup: "lim sup", liminf: "lim inf" };
const spaces = { ",": .17, ":": .22, ">": .22, ";": .28, " ": .33, quad: 1, qquad: 2, "!": -.12, thinspace: .17, enspace: .5, "~": .33 };
const accents = { hat: "ˆ", widehat: "ˆ", bar: "¯", tilde: "˜", widetilde: "˜", vec: "→", dot: "˙", ddot: "¨", check: "ˇ", breve: "˘", acute: "´", grave: "`" };
const faces = { mathrm: "up", mathbf: "bold", boldsymbol: "bold it", bm: "bold it", mathit: "it", mathsf: "sans", mathtt: "mono", mathcal: "cal", mathscr: "cal", mathbb: "bb", mathfrak: "cal", mathnormal: "it" };
const texts = { text: "", textrm: "", textit: "it", textbf: "bold", texttt: "mono", mbox: "", textsf: "sans", textnormal: "" };
const blackboard = { R: "ℝ", N: "ℕ", Z: "ℤ", Q: "ℚ", C: "ℂ", E: "𝔼", P: "ℙ", I: "𝕀", 1: "𝟙", D: "𝔻" };
const fences = { lbrace: "{", rbrace: "}", "{": "{", "}": "}", langle: "⟨", rangle: "⟩", lvert: "|", rvert: "|", vert: "|", lVert: "‖", rVert: "‖", Vert: "‖", "|": "‖", lfloor: "⌊", rfloor: "⌋", lceil: "⌈", rceil: "⌉", lbrack: "[", rbrack: "]" };
const tall = { pmatrix: ["(", ")"], bmatrix: ["[", "]"], vmatrix: ["|", "|"], Vmatrix: ["‖", "‖"], Bmatrix: ["{", "}"], matrix: ["", ""], smallmatrix: ["", ""], cases: ["{", ""], rcases: ["", "}"], array: ["", ""] };
const deepest = 60;

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

const hidden = text => make("span", "vh", text);

function own(latex, display) {
  const root = make("span", "own"), nodes = new Reader(latex, display).all();
  if (display) { root.append(...nodes); return root; }
  // In running text a formula may only be broken after an operator, and a short one not at all.
  if (nodes.reduce((length, node) => length + node.textContent.length, 0) < 16) {
    root.append(make("span", "piece", ...nodes));
    return root;
  }
  let piece = make("span", "piece");
  for (const node of nodes) {
    piece.append(node);
    if (/\b(bin|rel|punct)\b/.test(node.className)) { root.append(piece, make("wbr")); piece = make("span", "piece"); }
  }
  root.append(piece);
  return root;
}

class Reader {
  constructor(latex, display) {
    this.tokens = latex.match(/\\[a-zA-Z]+\*?|\\[^]|[^]/gu) ?? [];
    this.at = 0;
    this.display = display;
    this.depth = 0;
  }

  get next() { return this.tokens[this.at]; }

  skipSpace() { while (this.at < this.tokens.length && /^\s$/.test(this.next)) this.at++; }

  all() {
    const nodes = [];
    while (this.at < this.tokens.length) {
      nodes.push(...this.row(() => false));
      if (this.at < this.tokens.length) this.at++;   // a bracket or & too many
    }
    return nodes;
  }

  /** Atoms up to a token that ends the row (which stays unread). */
  row(ends) {
    if (++this.depth > deepest) { this.at = this.tokens.length; this.depth--; return []; }
    const nodes = [];
    let last = null;   // the atom that scripts go to
    let afterOperand = false;
    while (this.at < this.tokens.length) {
      this.skipSpace();
      if (this.at >= this.tokens.length || this.next === "}" || ends(this.next)) break;
      const token = this.next;
      if (token === "^" || token === "_" || token === "'") {
        if (!last) { last = make("span", "atom"); nodes.push(last); }
        this.scripts(last);
        continue;
      }
      const atom = this.atom(afterOperand);
      if (atom === null) continue;
      nodes.push(atom);
      last = atom.classList.contains("space") ? last : atom;
      if (!atom.classList.contains("space")) afterOperand = !/\b(bin|rel|open|punct|big|lim)\b/.test(atom.className);
    }
    this.depth--;
    return nodes;
  }

  group() {
    this.skipSpace();
    const box = make("span", "group");
    if (this.next === "{") {
      this.at++;
      box.append(...this.row(() => false));
      if (this.next === "}") this.at++;
    } else if (/^\d$/.test(this.next ?? "")) {
      box.append(make("span", "atom", this.tokens[this.at++]));   // \frac12 is one half
    } else if (this.at < this.tokens.length && this.next !== "}") {
      const atom = this.atom(false);
      if (atom) box.append(atom);
    }
    return box;
  }

  rawGroup() {
    this.skipSpace();
    if (this.next !== "{") return this.tokens[this.at++] ?? "";
    let depth = 0, text = "";
    for (; this.at < this.tokens.length; this.at++) {
      const token = this.next;
      if (token === "{" && depth++ === 0) continue;
      if (token === "}" && --depth === 0) { this.at++; break; }
      text += token;
    }
    return text;
  }

  optional() {
    this.skipSpace();
    if (this.next !== "[") return null;
    this.at++;
    const nodes = this.row(token => token === "]");
    if (this.next === "]") this.at++;
    return nodes;
  }

  scripts(base) {
    let sup = null, sub = null, over = null;
    for (;;) {
      this.skipSpace();
      const token = this.next;
      if (token === "'") { this.at++; (sup ??= make("span", "group")).append("′"); }
      else if (token === "^") { this.at++; const group = this.group(); if (sup) sup.append(group); else sup = group; }
      else if (token === "_") { this.at++; const group = this.group(); if (sub) sub.append(group); else sub = group; }
      else if (token === "\\limits") { this.at++; over = true; }
      else if (token === "\\nolimits") { this.at++; over = false; }
      else break;
    }
    const inner = make("span", base.className);
    inner.append(...base.childNodes);
    if (base.dataset.mark) inner.dataset.mark = base.dataset.mark;
    delete base.dataset.mark;
    const lim = inner.classList.contains("lim") ? " lim" : "";
    const above = sup && make("sup", "", hidden("^"), sup), below = sub && make("sub", "", hidden("_"), sub);
    if (over ?? (inner.classList.contains("brace") || (this.display && lim))) {
      base.className = `stack${lim}`;
      base.replaceChildren(...[sup && make("span", "above", hidden("^"), sup), inner, sub && make("span", "below", hidden("_"), sub)].filter(Boolean));
      return;
    }
    base.className = `atom scripted${lim}${inner.classList.contains("tall") ? " high" : ""}`;
    if (sup && /^′+$/.test(sup.textContent)) base.replaceChildren(inner, make("span", "prime", sup), below ?? "");
    else if (sup && sub) base.replaceChildren(inner, make("span", "both", above, below));
    else base.replaceChildren(inner, above ?? below ?? "");
  }

  atom(afterOperand) {
    const token = this.tokens[this.at++];
    if (token === "{") {
      this.at--;
      const box = this.group();
      box.classList.add("atom");
      return box;
    }
    if (token.startsWith("\\") && token.length > 1) return this.command(token.slice(1), afterOperand);
    if (/^\p{Script=Latin}$/u.test(token)) return make("span", "atom it", token);
    if (/^\d$/.test(token)) {
      let number = token;
      while (/^\d$/.test(this.next ?? "") || (/^[.,]$/.test(this.next ?? "") && /^\d$/.test(this.tokens[this.at + 1] ?? "") && this.next === ".")) number += this.tokens[this.at++];
      // 100{,}5: a decimal comma in braces is part of the number
      while (this.next === "{" && this.tokens[this.at + 1] === "," && this.tokens[this.at + 2] === "}" && /^\d$/.test(this.tokens[this.at + 3] ?? "")) {
        this.at += 3;
        number += ",";
        while (/^\d$/.test(this.next ?? "")) number += this.tokens[this.at++];
      }
      return make("span", "atom", number);
    }
    if (token === "-" || token === "−") return make("span", afterOperand ? "bin" : "atom", "−");
    if (token === "+") return make("span", afterOperand ? "bin" : "atom", "+");
    if (token === "*") return make("span", "bin", "∗");
    if (/^[=<>≤≥≠≈→∈:]$/u.test(token)) return make("span", "rel", token);
    if (/^[·×÷⊙∘]$/u.test(token)) return make("span", "bin", token);
    if (/^[,;]$/.test(token)) return make("span", "punct", token);
    if (/^[([]$/.test(token)) return make("span", "open", token);
    if (token === "~") return this.space(.33);
    if (token === "&") return null;
    return make("span", "atom", token);
  }

  space(em) {
    const gap = make("span", "space", em > 0 ? " " : "");
    gap.style.marginRight = `${em - (em > 0 ? .2 : 0)}em`;
    return gap;
  }

  command(name, afterOperand) {
    const plain = name.replace(/\*$/, "");
    if (name in symbols) return make("span", "atom it", symbols[name]);
    if (name in spaces) return this.space(spaces[name]);
    if (name === "\\") return make("br");
    if (name in binary) return make("span", afterOperand ? "bin" : "atom", binary[name]);
    if (name in relations) return make("span", "rel", relations[name]);
    if (name in bigs) return make("span", name.includes("int") ? "big" : "big lim", bigs[name]);
    if (name in limits) return make("span", "fn lim", limits[name]);
    if (functions.includes(name)) return make("span", "fn", name);
    if (name in accents) return this.accent(accents[name], /^wide/.test(name));
    if (name in faces) return this.face(name);
    if (name in texts) return make("span", `words ${texts[name]}`, this.rawGroup().replaceAll("\\ ", " ").replaceAll(/\\([$%&#_{}])/g, "$1"));
    if (name in fences) return make("span", /^(l|\{|Vert|vert)/.test(name) ? "open" : "atom", fences[name]);
    if (name in upright) return make("span", "atom", upright[name]);
    switch (plain) {
      case "frac": case "dfrac": case "tfrac": case "cfrac": return this.fraction(plain === "tfrac");
      case "binom": case "dbinom": { const a = this.group(), b = this.group(); return this.fenced("(", ")", [make("span", "frac bare", make("span", "num", a), make("span", "den", b))]); }
      case "sqrt": return this.root();
      case "left": return this.left();
      case "right": this.fence(); return null;
      case "middle": return make("span", "atom", this.fence());
      case "big": case "Big": case "bigg": case "Bigg": case "bigl": case "bigr": case "Bigl": case "Bigr": case "biggl": case "biggr":
        return make("span", `atom ${plain.toLowerCase().startsWith("bigg") ? "larger" : "large"}`, this.fence());
      case "begin": return this.environment();
      case "end": this.rawGroup(); return null;
      case "operatorname": { const lim = name.endsWith("*") ? " lim" : ""; return make("span", `fn${lim}`, this.rawGroup().replaceAll(/\\[,;: ]/g, " ")); }
      case "overline": return make("span", "atom overline", this.group());
      case "underline": return make("span", "atom underline", this.group());
      case "boxed": return make("span", "atom boxed", this.group());
      case "cancel": return make("span", "atom cancel", this.group());
      case "underbrace": return make("span", "brace", make("span", "under", this.group()));
      case "overbrace": return make("span", "brace", make("span", "over", this.group()));
      case "overset": case "stackrel": { const over = this.group(), base = this.group(); return make("span", "stack rel", make("span", "above", over), base); }
      case "underset": { const under = this.group(), base = this.group(); return make("span", "stack", base, make("span", "below", under)); }
      case "xrightarrow": { this.optional(); return make("span", "stack rel", make("span", "above", this.group()), make("span", "", "⟶")); }
      case "substack": return this.group();
      case "not": { const atom = this.atom(false); atom?.append("\u0338"); return atom; }
      case "phantom": case "hphantom": case "vphantom": { const ghost = this.group(); ghost.classList.add("ghost"); return ghost; }
      case "color": this.rawGroup(); return null;
      case "textcolor": this.rawGroup(); return this.group();
      case "tag": return make("span", "words", ` (${this.rawGroup()})`);
      case "hspace": case "mspace": case "vspace": this.rawGroup(); return this.space(.5);
      case "pmod": return make("span", "atom", " (mod ", this.group(), ")");
      case "displaystyle": case "textstyle": case "scriptstyle": case "limits": case "nolimits": case "hline": case "nonumber": case "notag": case "rm": case "bf": return null;
      default: return make("span", "fn", name);   // unknown: its name is better than nothing
    }
  }

  face(name) {
    const group = this.group();
    group.className = `atom face ${faces[name]}`;
    if (name === "mathbb") group.textContent = [...group.textContent].map(letter => blackboard[letter] ?? letter).join("");
    return group;
  }

  accent(mark, wide) {
    const base = this.group();
    const letter = base.textContent;
    const combining = { "ˆ": "\u0302", "¯": "\u0304", "˜": "\u0303", "→": "\u20D7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030C", "˘": "\u0306", "´": "\u0301", "`": "\u0300" }[mark];
    const low = /^[acegm-su-zαγεηικμνοπρςστυχψω]$/u.test(letter) ? " low" : "";
    const box = make("span", `atom accent${low}${wide || [...letter].length > 1 ? " broad" : ""}${mark === "→" ? " vec" : ""}`, base, hidden(combining));
    box.dataset.mark = mark;
    return box;
  }

  fraction(small) {
    const display = this.display;
    this.display = false;
    const num = this.group(), den = this.group();
    this.display = display;
    const bracket = part => /[+\-−=·∑ ]/.test(part.textContent) && [...part.textContent].length > 1;
    const wrap = part => bracket(part) ? [hidden("("), part, hidden(")")] : [part];
    return make("span", `atom frac${small ? " small" : ""}`, make("span", "num", ...wrap(num)), hidden("/"), make("span", "den", ...wrap(den)));
  }

  root() {
    const index = this.optional();
    const body = this.group();
    const box = make("span", "atom root", hidden("√("), stroke("M.5 62L2.6 56L5.4 98L9.6 1"), body, hidden(")"));
    if (index) box.prepend(make("span", "index", ...index));
    return box;
  }

  fence() {
    this.skipSpace();
    const token = this.tokens[this.at++] ?? ".";
    if (token === ".") return "";
    if (token.startsWith("\\")) return fences[token.slice(1)] ?? upright[token.slice(1)] ?? "";
    return token === "<" ? "⟨" : token === ">" ? "⟩" : token;
  }

  left() {
    const open = this.fence();
    const nodes = [];
    for (;;) {
      nodes.push(...this.row(token => token === "\\right"));
      if (this.at >= this.tokens.length || this.next === "\\right" || this.next === "}") break;
      this.at++;
    }
    let close = "";
    if (this.next === "\\right") { this.at++; close = this.fence(); }
    return this.fenced(open, close, nodes);
  }

  fenced(open, close, nodes) {
    const inner = make("span", "inside");
    inner.append(...nodes);
    const isTall = inner.querySelector(".frac, .grid, .stack, .big") !== null;
    const box = make("span", `atom fenced${isTall ? " tall" : ""}`);
    box.append(...[bracket(open, "left", isTall), inner, bracket(close, "right", isTall)].filter(Boolean));
    return box;
  }

  environment() {
    const name = this.rawGroup();
    const plain = name.replace("*", "");
    if (plain === "array") this.rawGroup();
    const rows = [[]];
    const ends = token => token === "&" || token === "\\\\" || token === "\\end" || token === "\\cr";
    for (;;) {
      const cell = make("td", "", ...this.row(ends));
      rows.at(-1).push(cell);
      const token = this.tokens[this.at++];
      if (token === "&") { if (rows.at(-1).length) cell.append(hidden(" ")); continue; }
      if (token === "\\\\" || token === "\\cr") { this.optional(); rows.push([]); continue; }
      if (token === "\\end") { this.rawGroup(); break; }
      if (token === undefined) break;
    }
    if (rows.at(-1).every(cell => cell.childNodes.length === 0)) rows.pop();
    const kind = /^(align|aligned|split|gather|gathered|eqnarray)/.test(plain) ? "aligned" : plain.includes("cases") ? "cases" : "matrix";
    const grid = make("table", `grid ${kind}${plain === "smallmatrix" ? " small" : ""}`, make("tbody", "", ...rows.map(row => make("tr", "", ...row))));
    for (const row of rows.slice(0, -1)) row.at(-1).append(hidden("; "));
    grid.setAttribute("role", "presentation");
    const [open, close] = tall[plain] ?? ["", ""];
    return open || close ? this.fenced(open, close, [grid]) : make("span", "atom", grid);
  }
}

// A bracket as high as what it holds: drawn by the style sheet, as fonts seldom can.
function bracket(sign, side, isTall) {
  if (!sign) return null;
  if (!isTall) return make("span", side === "left" ? "open" : "close", sign);
  const shape = { "(": "round", ")": "round", "[": "square", "]": "square", "{": "curly", "}": "curly", "|": "stroke", "‖": "strokes", "⌊": "floor", "⌋": "floor", "⌈": "ceil", "⌉": "ceil", "⟨": "angle", "⟩": "angle" }[sign] ?? "stroke";
  const box = make("span", `tallmark ${shape} ${side}`, hidden(sign));
  if (shape === "curly" || shape === "angle" || shape === "round") {
    box.append(stroke({ curly: "M9 1C3 1 5 10 5 25C5 42 5 48 1 50C5 52 5 58 5 75C5 90 3 99 9 99", angle: "M9 1L1 50L9 99", round: "M9 1C-1 25 -1 75 9 99" }[shape]));
  }
  return box;
}

/** A line that is stretched over a box of any height without growing thicker. */
function stroke(d) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 10 100");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", d);
  path.setAttribute("vector-effect", "non-scaling-stroke");
  svg.append(path);
  return svg;
}
