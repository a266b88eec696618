/// Colours of a light and a dark page: one picture has both, under names to which a style sheet gives the one or the other.
public struct ColorPairs: Sendable, Equatable {
  private struct Pair: Hashable {
    var light: String
    var dark: String
  }

  private var pairs: [Pair] = []
  private var numbers: [Pair: Int] = [:]

  /// No colours.
  public init() {}

  /// The value of an attribute that is the one colour on light and the other on dark pages.
  fileprivate mutating func value(_ light: String, _ dark: String) -> String {
    let pair = Pair(light: light, dark: dark)
    let number = numbers[pair] ?? pairs.count
    if number == pairs.count {
      pairs.append(pair)
      numbers[pair] = number
    }
    return "var(--p\(number))"
  }

  /// What a page needs for the names to have colours.
  public var style: String {
    func list(_ colors: [String]) -> String {
      colors.enumerated().map { "--p\($0.offset): \($0.element);" }.joined(separator: " ")
    }
    return """
      :root { \(list(pairs.map(\.light))) }
      @media (prefers-color-scheme: dark) { :root { \(list(pairs.map(\.dark))) } }
      """
  }
}

extension Markup {
  /// The picture with the colours of both pages.
  ///
  /// - Parameters:
  ///   - dark: the same picture in the colours of a dark page.
  ///   - colors: takes the pairs up.
  /// - Returns: nil where the two differ in more than their colours.
  public func paired(with dark: Markup, in colors: inout ColorPairs) -> Markup? {
    merged(with: dark) { light, dark in
      guard light.hasPrefix("#"), dark.hasPrefix("#") else { return nil }
      return colors.value(light, dark)
    }
  }
}
