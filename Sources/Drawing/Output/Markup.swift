import Documents

/// A piece of an XML or HTML document; what it holds is escaped in one place, when it is written.
///
/// Texts come from files: they are escaped scalar by scalar, since a `<` with an accent on it is one
/// character to Swift but a `<` to every parser.
public struct Markup: Sendable, Equatable {
  private enum Content: Sendable, Equatable {
    case element(name: String, attributes: [Attribute], children: [Markup])
    case text(String)
  }

  private struct Attribute: Sendable, Equatable {
    var name: String
    var value: String
  }

  private let content: Content

  /// An element; attributes without a value are left out.
  public init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Markup] = []
  ) {
    let given = attributes.compactMap { name, value in
      value.map { Attribute(name: name, value: $0) }
    }
    content = .element(name: name, attributes: given, children: children)
  }

  /// An element that holds a text.
  public init(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
  ) {
    self.init(name, attributes, [Markup(text: text)])
  }

  /// A text.
  public init(text: String) { content = .text(text) }

  /// Two documents of one shape as one.
  ///
  /// - Parameter value: says what stands for two values of an attribute that differ; nil where nothing can.
  /// - Returns: nil where the two differ in more than such values.
  func merged(with other: Markup, value: (String, String) -> String?) -> Markup? {
    switch (content, other.content) {
    case (.text(let own), .text(let others)): return own == others ? self : nil
    case (
      .element(let name, let attributes, let children),
      .element(let otherName, let others, let second)
    ):
      guard name == otherName, attributes.map(\.name) == others.map(\.name),
        children.count == second.count
      else {
        return nil
      }
      var merged = attributes
      for index in merged.indices where attributes[index].value != others[index].value {
        guard let joined = value(attributes[index].value, others[index].value) else { return nil }
        merged[index].value = joined
      }
      var inner: [Markup] = []
      for (child, counterpart) in zip(children, second) {
        guard let both = child.merged(with: counterpart, value: value) else { return nil }
        inner.append(both)
      }
      return Markup(content: .element(name: name, attributes: merged, children: inner))
    default: return nil
    }
  }

  private init(content: Content) { self.content = content }

  /// The document as text, an element a line.
  public var text: String {
    var result = ""
    write(to: &result)
    return result + "\n"
  }

  private func write(to result: inout String) {
    switch content {
    case .text(let text): result += Markup.escaped(text)
    case .element(let name, let attributes, let children):
      result += "<\(name)"
      for attribute in attributes {
        result += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\""
      }
      guard !children.isEmpty else {
        result += "/>"
        return
      }
      result += ">"
      // A text keeps its blanks: only elements stand in lines of their own.
      let isText = children.contains { if case .text = $0.content { true } else { false } }
      for child in children {
        if !isText { result += "\n" }
        child.write(to: &result)
      }
      result += isText ? "</\(name)>" : "\n</\(name)>"
    }
  }

  /// A text that no parser takes for markup, without control characters but the end of a line.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      case "'": result.append(contentsOf: "&#39;".unicodeScalars)
      case "\n": result.append(scalar)
      default: result.append(isPrintable(scalar) ? scalar : " ")
      }
    }
    return String(result)
  }
}
