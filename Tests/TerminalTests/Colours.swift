import Testing

/// The colours of the terminal in which a test runs the program.
enum Colours: String, CaseIterable {
  /// Those of a palette, as TERM says.
  case palette
  /// Of 24 bits, as COLORTERM says.
  case direct

  @TaskLocal static var current = Colours.palette

  /// The variable that says so; empty is as good as missing.
  var variables: [String: String] { ["COLORTERM": self == .direct ? "truecolor" : ""] }
}

/// Runs every test of a suite once for each kind of colours.
struct EachColours: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    for colours in Colours.allCases {
      try await Colours.$current.withValue(colours) { try await function() }
    }
  }
}

extension Trait where Self == EachColours {
  /// Once with a palette and once with colours of 24 bits.
  static var eachColours: Self { EachColours() }
}
