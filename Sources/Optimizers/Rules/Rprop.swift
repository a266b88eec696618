import Formulas
import Landscapes

/// Resilient propagation: only the signs of the gradient count; without backtracking, as Igel and Hüsken 2000.
struct Rprop<Numbers: Points>: Optimizer {
  var eta = Numbers(repeating: 0.01)
  var growth = Numbers(repeating: 1.2)
  var shrinkage = Numbers(repeating: 0.6)
  var form = RpropForm.notes
  var smallest = Numbers(repeating: 1e-6)
  var largest = Numbers(repeating: 50)

  var equations: String {
    form == .notes
      ? """
      g = ∇f(θ)
      a = α  # rates: lengths
      f₁ = where(sign(g)sign(∇f_prev) > 0, grow, shrink)  # memory: factor
      α ← where(t = 1, α, αf₁)  # memory: then
      θ ← θ − a sign(g)
      """
      : """
      g = ∇f(θ)
      f₁ = where(g·p > 0, grow, where(g·p < 0, shrink, 1))  # memory: factor
      α ← min(max(αf₁, smallest), largest)  # rates: lengths
      p ← where(g·p < 0, 0, g)  # memory: kept
      θ ← θ − α sign(p)
      """
  }

  /// The step length of each axis, the gradient it adapts to, and the number of updates.
  struct State: Sendable {
    var lengths: Numbers
    var previous = Numbers.zero
    var count = Numbers.zero
  }

  func initialState(at start: Numbers) -> State { State(lengths: eta) }

  func remembered(in state: State) -> [String: Numbers] {
    [
      "α": state.lengths, "∇f_prev": state.previous, "p": state.previous,
      "t": state.count + .one,
    ]
  }

  @inline(__always)
  func step(from point: Numbers, seeing seen: Sight<Numbers>, rate: Numbers, _ state: inout State)
    -> Move<Numbers>
  {
    defer { state.count = state.count + .one }
    switch form {
    case .notes:
      let used = state.lengths
      let agreement = sign(seen.gradient) * sign(state.previous)
      let factor = Numbers.pick(.zero .< agreement, growth, shrinkage)
      state.lengths = .pick(state.count .== .zero, used, used * factor)
      state.previous = seen.gradient
      return Move(to: point - used * sign(seen.gradient), rates: used)
    case .pytorch:
      let agreement = seen.gradient * state.previous
      let turned = agreement .< .zero
      let factor = Numbers.pick(.zero .< agreement, growth, .pick(turned, shrinkage, .one))
      state.lengths = smaller(larger(state.lengths * factor, smallest), largest)
      state.previous = .pick(turned, .zero, seen.gradient)
      return Move(to: point - state.lengths * sign(state.previous), rates: state.lengths)
    }
  }
}
