import Formulas

/// a ÷ b in every lane, where 0 ÷ 0 is 0: no gradient, no step, whatever ε is.
@inline(__always)
func ratio<Numbers: Lanes>(_ a: Numbers, _ b: Numbers) -> Numbers {
  .pick(a .== .zero, .zero, a / b)
}

/// √ in every lane.
@inline(__always)
func root<Numbers: Lanes>(_ number: Numbers) -> Numbers { number.root }

/// The larger in every lane; nan where either is.
@inline(__always)
func larger<Numbers: Lanes>(_ a: Numbers, _ b: Numbers) -> Numbers {
  .pick(b .< a, a, .pick(a .== a, b, a))
}

/// The smaller in every lane; nan where either is.
@inline(__always)
func smaller<Numbers: Lanes>(_ a: Numbers, _ b: Numbers) -> Numbers {
  .pick(a .< b, a, .pick(a .== a, b, a))
}

/// −1, 0 or 1 in every lane; nan stays.
@inline(__always)
func sign<Numbers: Lanes>(_ number: Numbers) -> Numbers { number.signOrZero }

/// A product of factors; below 2⁻⁶⁰ it becomes 0, which leaves 1 − Π unchanged and keeps subnormal
/// numbers out of the loop.
@inline(__always)
func product<Numbers: Lanes>(_ product: Numbers, _ factor: Numbers) -> Numbers {
  let next = product * factor
  return .pick(next .< Numbers(repeating: 0x1p-60), .zero, next)
}
