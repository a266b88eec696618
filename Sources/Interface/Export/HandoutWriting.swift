import Documents
import Drawing
import Landscapes
import SystemLibrary

extension Handout {
  /// The handout as one HTML page that needs nothing beside it.
  public var html: String {
    let head = Markup(
      "head", [:],
      [
        Markup("meta", ["charset": "utf-8"]),
        Markup("meta", ["name": "viewport", "content": "width=device-width"]),
        Markup("title", text: title), Markup("style", text: Handout.style),
      ])
    var body = [Markup("h1", text: title)]
    body += introduction.map { Markup("p", text: $0) }
    body.append(Markup("pre", text: command))
    body += parts.map(\.html)
    body += closing
    let page = Markup("html", ["lang": "en"], [head, Markup("body", [:], body)])
    return "<!DOCTYPE html>\n" + page.text
  }

  /// The sentences to take home, where there are any.
  var closing: [Markup] {
    guard !home.isEmpty else { return [] }
    let list = Markup("ul", [:], home.map { Markup("li", text: $0) })
    return [Markup("section", [:], [Markup("h2", text: "To take home"), list])]
  }

  /// The handout as one Markdown page, its pictures within its lines.
  public var markdown: String {
    var lines = ["# \(Handout.markdown(title))", ""]
    for paragraph in introduction { lines += [Handout.markdown(paragraph), ""] }
    lines += ["```sh", command, "```", ""]
    for part in parts {
      lines += ["## \(Handout.markdown(part.title))", ""]
      if !part.question.isEmpty { lines += ["*\(Handout.markdown(part.question))*", ""] }
      let data = Data(part.picture.text.utf8).base64EncodedString()
      lines += [
        "![\(Handout.markdown(part.description))](data:image/svg+xml;base64,\(data))", "",
        Handout.markdown(part.words), "",
      ]
      if !part.outcomes.isEmpty {
        lines += ["| optimizer | step | loss | what it does |", "|---|---|---|---|"]
      }
      for outcome in part.outcomes {
        let cells = [outcome.optimizer, "\(outcome.step)", outcome.loss, outcome.fate]
        lines.append("| " + cells.map { Handout.markdown($0) }.joined(separator: " | ") + " |")
      }
      lines += ["", "```sh", part.command, "```", ""]
    }
    if !home.isEmpty {
      lines += ["## To take home", ""] + home.map { "- \(Handout.markdown($0))" } + [""]
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

  /// Texts of files are no markup; told scalar by scalar, since a `<` with an accent is a `<` to Markdown.
  static func markdown(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in printable(text).unicodeScalars {
      if "\\`*_[]<>|#&~!".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    return String(result)
  }
}

extension Handout.Part {
  /// A section of a page; a picture that a script can play says so.
  var html: Markup {
    var pieces = [Markup("h2", text: title)]
    if !question.isEmpty { pieces.append(Markup("p", ["class": "question"], text: question)) }
    func figure(_ picture: Markup, _ kind: String?) -> Markup {
      Markup("figure", ["class": kind, "role": "img", "aria-label": description], [picture])
    }
    pieces.append(figure(picture, narrowPicture == nil ? nil : "wide"))
    if let narrowPicture { pieces.append(figure(narrowPicture, "narrow")) }
    let heads = ["optimizer", "step", "loss", "what it does"].map { Markup("th", text: $0) }
    let rows = outcomes.map { outcome in
      Markup(
        "tr", [:],
        [outcome.optimizer, "\(outcome.step)", outcome.loss, outcome.fate].map {
          Markup("td", text: $0)
        })
    }
    var answer = [Markup("p", text: words)]
    if !rows.isEmpty {
      let table = Markup("table", [:], [Markup("tr", [:], heads)] + rows)
      answer.append(Markup("div", ["class": "table"], [table]))
    }
    // On a page that plays the answer waits to be asked for.
    let isAsked = motion != nil && !question.isEmpty
    pieces +=
      isAsked
      ? [Markup("details", [:], [Markup("summary", text: "What happens")] + answer)] : answer
    pieces.append(Markup("pre", text: command))
    let steps = motion.map { "\($0.steps)" }
    let every = motion.map { "\($0.every)" }
    return Markup("section", ["data-steps": steps, "data-every": every], pieces)
  }
}
