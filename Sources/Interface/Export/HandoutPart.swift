import Documents
import Drawing
import Landscapes
import Optimizers
import Trajectories

extension Handout.Part {
  /// - Parameters:
  ///   - number: tells the pictures of one page apart.
  ///   - colors: takes up the colours of pictures that suit light and dark pages.
  init(
    of shown: Model, number: Int, title: String, question: String, words: String,
    _ options: Handout.Options, _ colors: inout ColorPairs
  ) {
    var model = shown
    model.stage.playback.isPlaying = false
    // Bars would stand above and below.
    model.size = (options.columns, options.rows + 2)
    model.finishAtlas()
    var memory = TerrainMemory()
    let scene = Screen.sheet(
      of: model, columns: options.columns, rows: options.rows, subject: .figure, memory: &memory)
    self.title = title
    self.question = question
    self.words = words
    let step = model.stage.playback.step
    let names = model.race.racers.indices.map { model.race.title(of: $0) }.joined(separator: ", ")
    description = "\(names) on \(model.race.surface.name) at step \(step)"
    motion = options.plays ? SvgMotion(steps: step) : nil
    if !options.plays {
      picture = scene.svg(theme: options.theme, title: description, prefix: "p\(number)")
    } else {
      // A pane stands below, where a screen would leave the chart out for it.
      let rows = Handout.phone.rows + (model.stage.pane == nil ? 0 : Handout.phone.pane)
      model.size = (Handout.phone.columns, rows + 2)
      let narrow = Screen.sheet(
        of: model, columns: Handout.phone.columns, rows: rows, subject: .figure, memory: &memory)
      picture = scene.svg(
        light: options.theme, title: description, prefix: "p\(number)", motion: motion, &colors)
      narrowPicture = narrow.svg(
        light: options.theme, title: description, prefix: "n\(number)", motion: motion, &colors)
    }
    command = model.command
    outcomes = model.race.racers.indices.map { index in
      let run = model.runs[index]
      let at = run.clamped(step)
      // Equations stand elsewhere on the page.
      let racer = model.race.racers[index]
      return Handout.Outcome(
        optimizer: racer.definition == nil ? racer.text : model.race.title(of: index), step: at,
        loss: brief(run.losses[at]),
        fate: model.fate(of: index).words)
    }
  }
}

extension Sheet {
  /// The picture in the colours of a theme and, on a dark page, of the night.
  func svg(
    light: Theme, title: String, prefix: String, motion: SvgMotion? = nil,
    _ colors: inout ColorPairs
  ) -> Markup {
    let day = svg(theme: light, title: title, prefix: prefix, motion: motion)
    let night = svg(theme: .night, title: title, prefix: prefix, motion: motion)
    // Themes differ in colours alone; were it otherwise, the picture would stay as on paper.
    return day.paired(with: night, in: &colors) ?? day
  }
}
