import Documents
import Foundation
import Landscapes

extension Handout {
  /// The handout as one HTML page that needs nothing beside it.
  public var html: String {
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width\">",
      "<title>\(Handout.html(title))</title>", "<style>", Handout.style, "</style>", "</head>",
      "<body>", "<h1>\(Handout.html(title))</h1>",
    ]
    lines += introduction.map { "<p>\(Handout.html($0))</p>" }
    lines.append("<pre>\(Handout.html(command))</pre>")
    for part in parts {
      lines += ["<section>", "<h2>\(Handout.html(part.title))</h2>"]
      if !part.question.isEmpty {
        lines.append("<p class=\"question\">\(Handout.html(part.question))</p>")
      }
      lines += [
        "<figure role=\"img\" aria-label=\"\(Handout.html(part.description))\">", part.picture,
        "</figure>", "<p>\(Handout.html(part.words))</p>", "<table>",
        "<tr><th>optimizer</th><th>step</th><th>loss</th><th></th></tr>",
      ]
      for outcome in part.outcomes {
        let cells = [outcome.optimizer, "\(outcome.step)", outcome.loss, outcome.fate]
        lines.append(
          "<tr>" + cells.map { "<td>\(Handout.html($0))</td>" }.joined() + "</tr>")
      }
      lines += ["</table>", "<pre>\(Handout.html(part.command))</pre>", "</section>"]
    }
    lines += ["</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The handout as one Markdown page, its pictures within its lines.
  public var markdown: String {
    var lines = ["# \(Handout.markdown(title))", ""]
    for paragraph in introduction { lines += [Handout.markdown(paragraph), ""] }
    lines += ["```sh", command, "```", ""]
    for part in parts {
      lines += ["## \(Handout.markdown(part.title))", ""]
      if !part.question.isEmpty { lines += ["*\(Handout.markdown(part.question))*", ""] }
      let data = Data(part.picture.utf8).base64EncodedString()
      lines += [
        "![\(Handout.markdown(part.description))](data:image/svg+xml;base64,\(data))", "",
        Handout.markdown(part.words), "", "| optimizer | step | loss | |", "|---|---|---|---|",
      ]
      for outcome in part.outcomes {
        let cells = [outcome.optimizer, "\(outcome.step)", outcome.loss, outcome.fate]
        lines.append("| " + cells.map { Handout.markdown($0) }.joined(separator: " | ") + " |")
      }
      lines += ["", "```sh", part.command, "```", ""]
    }
    return lines.joined(separator: "\n")
  }

  private static let style = """
    body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #22262e;
      background: #ffffff; font: 1.05rem/1.5 serif; }
    h1, h2 { line-height: 1.2; }
    section { break-inside: avoid; margin-top: 2.5rem; }
    figure { margin: 1rem 0; }
    figure svg { width: 100%; height: auto; }
    .question { font-style: italic; }
    table { border-collapse: collapse; font-size: 0.95rem; }
    th, td { padding: 0.1rem 1.5rem 0.1rem 0; text-align: left; }
    th { font-weight: normal; color: #555b66; border-bottom: 1px solid #a0a6b0; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.4rem 0.7rem;
      background: #f0f2f5; font: 0.85rem/1.4 monospace; }
    """

  /// Texts of files are no markup.
  static func html(_ text: String) -> String {
    printable(text).replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }

  /// Texts of files are no markup.
  static func markdown(_ text: String) -> String {
    var result = ""
    for character in printable(text) {
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
