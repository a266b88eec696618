import Drawing

/// The words of a lecture as a block above the keys: the title, then the question with what can be
/// predicted, or the caption with what came of the prediction.
struct Caption {
  /// A line of the block.
  struct Line: Equatable {
    /// Pieces of text, one behind the other.
    var pieces: [Piece]

    /// A piece of a line.
    struct Piece: Equatable {
      var text: String
      var isStrong: Bool
    }
  }

  let place: LecturePlace
  /// The cells of a row.
  let width: Int

  /// The lines as they stand now.
  var lines: [Line] {
    switch place.page {
    case .opening: return opening
    case .scene:
      if place.isLater, let later = place.scene.later {
        return wrapped(place.scene.title, isStrong: false) + wrapped(later.caption, isStrong: true)
      }
      return lines(isRevealed: place.isRevealed, prediction: place.prediction)
    case .closing: return closing
    }
  }

  /// The first page: what there is to see, what one needs to know, how long it takes.
  private var opening: [Line] {
    let lecture = place.lecture
    let lines =
      wrapped(lecture.title, isStrong: true)
      + lecture.opening.flatMap { wrapped($0, isStrong: false) }
    let time = lecture.minutes.map { ", about \($0) minutes" } ?? ""
    return lines + wrapped("\(lecture.scenes.count) scenes\(time) (Enter begins)", isStrong: false)
  }

  /// The last page: the sentences to take home.
  private var closing: [Line] {
    wrapped("To take home", isStrong: false)
      + place.lecture.home.flatMap { wrapped($0, isStrong: true) }
      + (place.lecture.next.map { wrapped("Next: \($0)", isStrong: false) } ?? [])
  }

  private func wrapped(_ text: String, isStrong: Bool) -> [Line] {
    TextWrapping.lines(text, width: width).map {
      Line(pieces: [.init(text: $0, isStrong: isStrong)])
    }
  }

  /// How many rows are enough for question and caption alike, so that nothing moves at the reveal.
  var rows: Int {
    guard place.page == .scene else { return lines.count }
    var verdicts = [place]
    for choice in place.choices.indices {
      var told = place
      _ = told.predict(choice)
      verdicts.append(told)
    }
    let later = place.scene.later.map { wrapped($0.caption, isStrong: true).count + 1 } ?? 0
    let counts =
      [lines(isRevealed: false, prediction: nil).count, later]
      + verdicts.map { told in
        Caption(place: told, width: width).lines(isRevealed: true, prediction: told.prediction)
          .count
      }
    return counts.max() ?? 1
  }

  private func lines(isRevealed: Bool, prediction: Int?) -> [Line] {
    let scene = place.scene
    var lines: [Line] = []
    func add(_ text: String, isStrong: Bool) { lines += wrapped(text, isStrong: isStrong) }
    if !scene.title.isEmpty { add(scene.title, isStrong: false) }
    guard isRevealed else {
      add(scene.question, isStrong: true)
      return lines + choiceLines(prediction)
    }
    add(scene.caption, isStrong: true)
    if scene.later != nil { add("And later? (Enter shows it)", isStrong: false) }
    var told = place
    told.isRevealed = true
    if let verdict = told.verdict { add(verdict, isStrong: false) }
    return lines
  }

  /// The choices with their keys, the committed one strong.
  private func choiceLines(_ prediction: Int?) -> [Line] {
    let choices = place.choices
    let hint =
      choices.isEmpty
      ? "Enter shows it"
      : prediction == nil ? "1–\(choices.count) predicts, Enter shows it" : "Enter shows it"
    let pieces =
      choices.enumerated().map { index, words in
        Line.Piece(text: "\(index + 1) \(words)", isStrong: index == prediction)
      } + [Line.Piece(text: "(\(hint))", isStrong: false)]
    var lines = [Line(pieces: [])]
    var used = 0
    for piece in pieces {
      let cells = GlyphWidth.cells(piece.text)
      if used > 0, used + cells + 3 > width {
        lines.append(Line(pieces: []))
        used = 0
      }
      lines[lines.count - 1].pieces.append(piece)
      used += cells + 3
    }
    return lines
  }
}

extension Screen {
  /// How many rows the words of a lecture take.
  var captionRows: Int {
    if let challenge = model.challenge {
      return challengeLines(challenge).count + captionMargin * 2
    }
    guard let place = model.lecture else { return 0 }
    let wanted = Caption(place: place, width: columns - 2).rows
    // Where there is room it stands apart from what is above and below.
    let most = place.page == .scene ? rows / 4 : rows * 2 / 5
    return min(wanted, max(2, most)) + captionMargin * 2
  }

  private func challengeLines(_ challenge: ChallengePlace) -> [Caption.Line] {
    challenge.lines.flatMap { line in
      TextWrapping.lines(line.text, width: columns - 2).map {
        Caption.Line(pieces: [.init(text: $0, isStrong: line.isStrong)])
      }
    }
  }

  private var captionMargin: Int { rows >= 36 ? 1 : 0 }

  /// The words of a lecture, above the keys.
  func caption(_ sheet: inout Sheet, _ rect: CellRect) {
    let lines: [Caption.Line]
    if let challenge = model.challenge {
      lines = challengeLines(challenge)
    } else if let place = model.lecture {
      lines = Caption(place: place, width: rect.columns - 2).lines
    } else {
      return
    }
    sheet.fill(rect, .focusBar)
    let rows = rect.rows - captionMargin * 2
    for (offset, line) in lines.prefix(rows).enumerated() {
      var column = rect.column + 1
      for piece in line.pieces {
        column =
          sheet.write(
            piece.text, at: column, rect.row + captionMargin + offset,
            piece.isStrong ? .strong : .text, on: .focusBar, bold: piece.isStrong,
            limit: rect.endColumn - column) + 3
      }
    }
  }
}
