/// A formula's operations with a file of registers that stays, while they are lent.
public struct LentTape<Number: Lanes> {
  let file: UnsafeMutablePointer<Number>
  /// Where x, y and what else comes from outside are written, one behind the other.
  let inputs: UnsafeMutablePointer<Number>
  let code: UnsafeBufferPointer<Instruction>
  let outputs: UnsafeBufferPointer<Int>

  /// Runs all instructions on what stands in the inputs.
  @inline(__always)
  func run() {
    for instruction in code { instruction.run(on: file, width: 1) }
  }

  /// A result, in the order of the roots.
  @inline(__always)
  subscript(output: Int) -> Number { file[outputs[output]] }

  @inline(__always)
  private func run(x: Number, y: Number) {
    inputs[0] = x
    inputs[1] = y
    run()
  }
}

extension LentTape<Double> {
  /// The value and the slopes along x and y.
  public func slopes(at place: SIMD2<Double>) -> (value: Double, slopes: SIMD2<Double>) {
    run(x: place.x, y: place.y)
    return (self[0], SIMD2(self[1], self[2]))
  }
}

extension LentTape<SIMD8<Double>> {
  /// The value and the slopes along x and y at eight points, the same bits as one by one.
  public func slopes(at places: EightPoints) -> (value: SIMD8<Double>, slopes: EightPoints) {
    run(x: places.x, y: places.y)
    return (self[0], EightPoints(self[1], self[2]))
  }
}
