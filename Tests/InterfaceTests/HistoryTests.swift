import Testing

@testable import Interface

@Suite struct HistoryTests {
  @Test func `undo takes back, redo repeats, a change forgets what was taken back`() {
    var history = History<Int>()
    var now = 0
    for next in 1...3 {
      history.remember(now)
      now = next
    }
    #expect(history.undo(from: now) == 2)
    #expect(history.undo(from: 2) == 1)
    #expect(history.redo(from: 1) == 2)
    #expect(history.redo(from: 2) == 3)
    #expect(history.redo(from: 3) == nil)
    #expect(history.undo(from: 3) == 2)
    history.remember(2)
    #expect(history.redo(from: 9) == nil)
    #expect(history.undo(from: 9) == 2)
  }

  @Test func `however many changes there are, memory is bounded`() {
    var history = History<Int>()
    for number in 0..<10_000 { history.remember(number) }
    #expect(history.past.count == History<Int>.limit)
    #expect(history.undo(from: 10_000) == 9999)
  }
}
