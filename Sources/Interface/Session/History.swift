/// States that can be brought back, and those that were taken back.
struct History<State: Sendable>: Sendable {
  private(set) var past: [State] = []
  private(set) var future: [State] = []

  /// The most states that are kept.
  static var limit: Int { 500 }

  /// Remembers the state before a change; what was taken back before cannot be repeated any more.
  mutating func remember(_ before: State) {
    past.append(before)
    if past.count > History.limit { past.removeFirst() }
    future = []
  }

  /// The state before the last change; the present one can be repeated.
  ///
  /// Nil where there is none.
  mutating func undo(from present: State) -> State? {
    guard let before = past.popLast() else { return nil }
    future.append(present)
    return before
  }

  /// The state that was taken back last; the present one can be brought back.
  ///
  /// Nil where there is none.
  mutating func redo(from present: State) -> State? {
    guard let after = future.popLast() else { return nil }
    past.append(present)
    return after
  }

  /// Forgets everything.
  mutating func clear() { self = History() }
}
