import Testing

@testable import Formulas

/// Update rules as text.
struct UpdateRuleTests {
  private func run(
    _ text: String, knobs: [String: Double] = [:], steps: Int = 3,
    gradient: (SIMD2<Double>) -> SIMD2<Double> = { $0 * SIMD2(2, 6) },
    loss: (SIMD2<Double>) -> Double = { $0.x * $0.x + 3 * $0.y * $0.y }
  ) throws -> [SIMD2<Double>] {
    let rule = CompiledRule(try UpdateRule(text, knobs: Set(knobs.keys)))
    let numbers = rule.rule.knobs.map { knobs[$0] ?? .nan }
    var point = SIMD2(1.0, -0.5)
    var state = rule.initialState(at: point, knobs: numbers)
    var points: [SIMD2<Double>] = []
    for _ in 0..<steps {
      let probe = rule.probe(from: point, state, knobs: numbers)
      point =
        rule.step(
          from: point, gradient: gradient(probe), loss: loss(probe), &state, knobs: numbers
        ).point
      points.append(point)
    }
    return points
  }

  /// The same rule in the spelling of the field and in ASCII.
  @Test(arguments: [
    ("g = ∇f(θ)\nv ← βv + ηg\nθ ← θ − v", "v <- beta v + eta g; theta <- theta - v"),
    (
      "θᵉ = θ − βv; g = ∇f(θᵉ); v ← βv + ηg; θ ← θ − v",
      "v <- beta v + eta grad(theta - beta v); theta <- theta - v"
    ),
    (
      "s ← βs + (1−β)g²\nŝ = s/(1−βᵗ)\nθ ← θ − ηg/√(ŝ + 0.01)",
      "s <- beta s + (1 - beta) g^2; s_hat = s / (1 - beta^t); theta <- theta - eta g / sqrt(s_hat + .01)"
    ),
    ("u = max(|g|, 0.1)\nθ ← θ − η·sign(g)·u", "theta <- theta - eta sign(g) max(abs(g), 1e-1)"),
    ("θ ← θ − where(g > 0, η, −η)", "theta <- theta - where(g>0, eta, -eta)"),
    ("θ ← θ − ηg/norm(g)", "theta <- theta - eta g / sqrt(sum(g g))"),
  ])
  func `two spellings are one rule`(field: String, ascii: String) throws {
    let knobs = ["β": 0.5, "η": 0.125]
    let (a, b) = (try run(field, knobs: knobs), try run(ascii, knobs: knobs))
    for (one, other) in zip(a, b) {
      #expect(abs(one.x - other.x) < 1e-15 && abs(one.y - other.y) < 1e-15)
    }
    #expect(a[2] != a[1])
  }

  @Test func `each operation means what the field means`() throws {
    // One step from (1, −0.5) with the gradient (2, −3).
    func moved(_ text: String, _ knobs: [String: Double] = [:]) throws -> SIMD2<Double> {
      try run("θ ← θ − (\(text))", knobs: knobs, steps: 1)[0] - SIMD2(1, -0.5)
    }
    #expect(try moved("g") == SIMD2(-2, 3))
    #expect(try moved("|g|") == SIMD2(-2, -3))
    #expect(try moved("2|g|/4 + |−1|") == SIMD2(-2, -2.5))
    #expect(try moved("sign(g)") == SIMD2(-1, 1))
    #expect(abs(try moved("norm(g)²").x + 13) < 1e-14)
    #expect(try moved("sum(g)") == SIMD2(1, 1))
    #expect(try moved("dot(g, g)") == SIMD2(-13, -13))
    #expect(try moved("f(θ)") == SIMD2(-1.75, -1.75))
    #expect(try moved("where(g ≥ 2, 1, 3)") == SIMD2(-1, -3))
    #expect(try moved("where(g = 2, 1, 0)") == SIMD2(-1, 0))
    // From the left, whether the product is written or not: g²/2 · g.
    #expect(try moved("g²/2g") == SIMD2(-4, 13.5))
    #expect(try moved("2g^2") == SIMD2(-8, -18) && moved("−g²") == SIMD2(4, 9))
    #expect(try moved("a b − a b₁", ["a": 2, "b": 3, "b₁": 1]) == SIMD2(-4, -4))
    // No slope, no step, whatever divides it; else a division is one.
    #expect(try moved("(g − g)/(g − g)") == SIMD2(0, 0))
    #expect(try moved("1/(g − g)").x == -.infinity)
  }

  @Test func `what is remembered starts at 0 or where it is told, and t counts`() throws {
    #expect(try run("c₀ = 5; c ← c + t; θ ← c") == [6, 8, 11].map { SIMD2($0, $0) })
    #expect(try run("z₀ = θ; z ← z + 1; θ ← z").last == SIMD2(4, 2.5))
    // The product of the values that were in force.
    #expect(try run("b = 1/t; θ ← bᵗ").map(\.x) == [1, 0.5, 1.0 / 6])
    // The gradient before; before the first update it is 0.
    let differences = try run("d = g − ∇f_prev; θ ← θ − 0.25g + 0d", steps: 2)
    #expect(differences[1] == SIMD2(0.25, -0.125))
    // What a line reads stands as it stood there.
    #expect(try run("a ← b; b ← b + 1; θ ← a").map(\.x) == [0, 1, 2])
  }

  @Test func `the names that are left open are hyper-parameters, in order`() throws {
    let rule = try UpdateRule("v ← βv + ηg; θ ← θ − v/(κ₂ + 1)")
    #expect(rule.knobs == ["β", "η", "κ₂"] && rule.states == ["v"])
    #expect(rule.lines.map(\.target) == ["g", "v", "θ"])
    #expect(rule.lines[1].names == ["β", "v", "η", "g"])
    let told = try UpdateRule("−βv  # jump\nv ← βv + g # velocity: the ball\nθ ← θ − v")
    #expect(told.lines.map(\.role) == [nil, "jump", "velocity: the ball", nil])
    #expect(told.lines[1].text == "−βv" && told.lines[1].target == nil)
  }

  @Test func `what was typed in ASCII is written in the letters of the field`() throws {
    let spellings = [
      "g = grad(theta); v <- beta2*v - eta * g^2; theta<-theta-v(1e-8)":
        "g = ∇f(θ)\nv ← β₂·v − η · g²\nθ←θ−v(1e-8)",
      "a = where(g <= 1, pi, keep); theta <- theta - eta a / g_bar^2^2 # rate: a-b":
        "g = ∇f(θ)\na = where(g ≤ 1, π, keep)\nθ ← θ − η a / ḡ^2^2  # rate: a-b",
    ]
    for (typed, field) in spellings {
      let rule = try UpdateRule(typed, knobs: ["keep"])
      #expect(rule.written == field)
      #expect(try UpdateRule(rule.written, knobs: ["keep"]).written == field)
    }
    let sizes = [
      "theta <- sqrt(abs(g)) abs(g v)": "√(|g|) |g v|", "theta <- abs(abs(g)-1)": "abs(abs(g)−1)",
      "theta <- abs(g)|v|": "abs(g)|v|", "theta <- abs((g - v)(2)) sqrt(v)": "|(g − v)(2)| √(v)",
      "theta <- where(g<-1, abs(g), ‖g‖)": "where(g<−1, |g|, ‖g‖)",
    ]
    for (typed, field) in sizes {
      let rule = try UpdateRule("v = 3; " + typed)
      #expect(rule.lines.last?.text == "θ ← \(field)")
      #expect(try UpdateRule(rule.written).graph.nodes == rule.graph.nodes)
    }
    // Signs of the same shape, as papers and slides have them, are the same letters.
    let pasted = try UpdateRule("𝜃 ← 𝜃 – 𝜂∗g/(ϵ + 𝑔⊙ϑ)\u{200B}")
    #expect(pasted.lines.last?.text == "θ ← θ − η·g/(ε + g·θ)")
    // A remark is no slip of the pen.
    for remark in ["the mean of g", "mean", "value: of x", "step"] {
      let rule = try UpdateRule("θ ← θ − g  # \(remark)", parts: ["velocity", "rates", "step"])
      #expect(rule.lines.last?.role == remark)
    }
    #expect(try UpdateRule("b = 1/t; theta <- b^t").written == "b = 1/t\nθ ← bᵗ")
    #expect(try UpdateRule("th = 3 theta; theta <- th").written == "th = 3 θ\nθ ← th")
  }

  @Test func `the gradient has one meaning wherever its name stands`() throws {
    // Taken where the update begins, also where it is first named behind the move.
    let late = try run("θ ← θ − v; v ← 0.5v + 0.1g")
    let early = try run("g = ∇f(θ); θ ← θ − v; v ← 0.5v + 0.1g")
    #expect(late == early && late[2] != late[1])
  }

  private static let mistakes: [(text: String, column: Int, words: String)] = [
    ("", 1, "θ is never updated"), ("v ← βv + g", 11, "θ is never updated"),
    ("θ ← θ − η(g", 10, "a parenthesis is not closed"), ("θ ← θ − ηg)", 11, "closes nothing"),
    ("θ ← θ −", 8, "ends too early"), ("θ ← θ − gv", 9, "for a product write g v"),
    ("θ = θ − g", 1, "θ is updated with ←"), ("θ ← θ − a; a = 2", 9, "used before it is named"),
    ("v = 2; v ← v + 1; θ ← v", 8, "use two names"), ("t ← t + 1; θ ← t", 1, "counts by itself"),
    ("θ ← θ − ∇f(θ) − ∇f(2θ)", 17, "one place in an update"),
    ("u = ∇f(g); θ ← u", 5, "depends on what is seen"), ("θ ← max(g)", 10, "takes two arguments"),
    ("θ ← where(g, 1, 2)", 12, "expected a comparison"), ("θ ← |g", 5, "a bar is not closed"),
    ("θ ← θ − 2 3 g", 11, "two numbers in a row"), ("θ ← θ $ g", 7, "unexpected '$'"),
    ("θ ← gᵗ", 5, "only a single number"), ("θ ← ∇g", 5, "write ∇f(θ)"),
    ("v₀ = g; v ← v; θ ← θ − v", 6, "v ← where(t = 1, g, …)"),
    ("v₀ = 2 + f(θ); v ← v; θ ← θ − v", 10, "write a number"),
    ("v₀ = 1; θ ← θ − g", 1, "no line updates v"), ("θ₀ = 1; θ ← θ − g", 1, "leave θ₀ out"),
    ("f ← 3; θ ← θ − g", 1, "a meaning of its own"), ("θ ← θ − g; max = 2", 12, "another name"),
    ("θ ← θ − 0,5 g", 10, "a decimal point is a '.'"), ("θ ← θ − η . g", 11, "'.' is not a number"),
    ("t = 1; θ ← θ − g", 1, "a meaning of its own"), ("θ ← θ − floor g", 9, "another name"),
    ("θ ← where(g > 0 & g < 1, 1, 2)", 17, "a where in a where"), ("v := 1; θ ← v", 3, "write ="),
    ("θ -= g", 4, "θ ← θ − …"), ("θ ← θ = g", 7, "a comparison stands in where"),
    ("\\theta ← 1", 1, "by their names"),
    ("θ ← θ − lr g", 9, "the learning rate is η"), ("θ ← θ − g**2", 11, "write ^"),
    ("v_t ← g; θ ← θ − v_t", 2, "v is the newest v"), ("θ ← where(g != 0, 1, 2)", 13, "swap"),
    ("θ ← θ − g/||g||", 11, "write ‖g‖ or norm(g)"), ("θ ← ‖g", 5, "a norm is not closed"),
    ("θ ← θ − g  # velocty: mean", 12, "did you mean velocity?"),
    ("θ ← θ − g # Rate", 11, "rates?"),
    ("a = 1; η ← 0.9η; θ ← θ − ηg", 8, "where it starts"),
    ("θ ← θ − f g", 9, "write f(θ)"), ("θ ← 2θ − theta_prev", 10, "nothing remembers"),
    ("θ ← θ − abcdefgh g", 9, "a rule file"),
    ("v ← 1\nθ ← θ − (", 10, "ends too early"), ("θ ← sqrt g", 5, "sqrt needs parentheses"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with its place and what was expected`(
    text: String, column: Int, words: String
  ) {
    #expect {
      _ = try UpdateRule(
        text, knobs: ["floor"], parts: ["velocity", "rates", "memory"], taken: ["floor"])
    } throws: { error in
      guard let error = error as? FormulaError else { return false }
      return error.column == column && error.message.contains(words)
        && error.description.hasPrefix("rule, line ")
    }
  }

  @Test func `whatever is thrown at it is read or refused, within bounds`() {
    let deep = "θ ← " + String(repeating: "(", count: 5000) + "g"
    let long = "θ ← g" + String(repeating: " + g", count: 5000)
    let many = String(repeating: "v ← v + g\n", count: 100) + "θ ← v"
    let names = (0..<90).map { "a\($0) ← g" }.joined(separator: ";") + "; θ ← g"
    for text in [deep, long, many, names, "θ ← " + String(repeating: "-", count: 300) + "g"] {
      #expect(throws: FormulaError.self) { _ = try UpdateRule(text) }
    }
    let nested = String(repeating: "(", count: 99) + "g" + String(repeating: ")", count: 99)
    #expect(throws: Never.self) { _ = try UpdateRule("θ ← " + nested) }
    // Every beginning of a rule, and every one with a sign in its middle.
    let whole = Array("g = ∇f(θ)\nv ← βv + (1−β)|g|²  # velocity\nθ ← θ − ηv̂/√(max(s, 0) + ε)")
    for end in whole.indices {
      _ = try? UpdateRule(String(whole[..<end]))
      for sign in ["(", "|", "²", "←", "ᵗ", "#", "∇", ";", "\u{302}", "\u{0}"] {
        _ = try? UpdateRule(String(whole[..<end]) + sign + String(whole[end...]))
      }
    }
  }
}
