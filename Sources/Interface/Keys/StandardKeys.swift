import Optimizers

extension KeyTable {
  /// The bindings of the design, in the order of the help.
  static let standardBindings: [Binding] = [
    Binding(.play, [("space", .play)], "play or pause", bar: "play", barKeys: "space"),
    Binding(
      .play, [("left", .step(-1)), ("right", .step(1)), (",", .step(-1)), (".", .step(1))],
      "one step back, forward", bar: "step", barKeys: "← →"),
    Binding(
      .play,
      [
        ("[", .step(-10)), ("]", .step(10)), ("shift-left", .step(-10)),
        ("shift-right", .step(10)),
      ],
      "ten steps back, forward"),
    Binding(
      .play, [("home", .rewind), ("end", .finish), ("0", .rewind), ("$", .finish)],
      "to the start, to the end"),
    Binding(
      .play, [("pageup", .note(-1)), ("pagedown", .note(1))], "previous, next note or scene"),
    Binding(
      .play, [("backspace", .scene(-1)), ("enter", .scene(1))], "in a lecture: back, on"),
    Binding(.play, [("<", .speed(faster: false)), (">", .speed(faster: true))], "slower, faster"),
    Binding(
      .knobs, [("b", .turn(.firstDecay, up: true)), ("B", .turn(.firstDecay, up: false))],
      "β up, down",
      bar: "β", barKeys: "b"),
    Binding(
      .knobs, [("g", .turn(.secondDecay, up: true)), ("G", .turn(.secondDecay, up: false))],
      "γ up, down",
      bar: "γ", barKeys: "g"),
    Binding(
      .knobs, [("e", .turn(.learningRate, up: true)), ("E", .turn(.learningRate, up: false))],
      "η up, down",
      bar: "η", barKeys: "e"),
    Binding(
      .knobs, [("x", .select(1)), ("X", .select(-1))],
      "next, previous other knob"),
    Binding(
      .knobs,
      [
        ("=", .turnSelected(up: true)), ("-", .turnSelected(up: false)),
        ("+", .turnSelected(up: true)),
      ],
      "turn that knob up, down"),
    Binding(.knobs, [("a", .scope)], "knobs: this panel or all"),
    Binding(.knobs, [("w", .fromHere)], "knobs: from start or here"),
    Binding(
      .race, [("tab", .focusNext(1)), ("shift-tab", .focusNext(-1))], "next, previous panel",
      bar: "panel", barKeys: "tab"),
    Binding(.race, (1...8).map { ("\($0)", .focus($0 - 1)) }, "panel by number"),
    Binding(
      .race, [("o", .pick(.optimizer)), ("O", .nextOptimizer(1))], "list of optimizers, next one",
      bar: "optimizer", barKeys: "o"),
    Binding(
      .race, [("s", .pick(.surface)), ("S", .nextSurface(1))], "list of surfaces, next one",
      bar: "surface", barKeys: "s"),
    Binding(.race, [("A", .addPanel), ("D", .removePanel)], "add, remove a panel"),
    Binding(
      .race, [("i", .moveStart)], "move the start; Enter, Esc", bar: "start",
      barKeys: "i"),
    Binding(
      .view, [("z", .zoom(closer: true)), ("Z", .zoom(closer: false))], "zoom in, out"),
    Binding(
      .view, [("h", .pan(-1, 0)), ("j", .pan(0, -1)), ("k", .pan(0, 1)), ("l", .pan(1, 0))],
      "move map, turn relief"),
    Binding(.view, [("f", .fit)], "fit the surface's view"),
    Binding(
      .view, [("v", .arrows)], "arrows of the next step", bar: "arrows", barKeys: "v"),
    Binding(
      .view, [("y", .why)], "why this step: equations", bar: "why",
      barKeys: "y"),
    Binding(
      .view, [("t", .theory)], "theory of the valley", bar: "theory", barKeys: "t"),
    Binding(
      .view, [("W", .atlas)], "atlas: every η and β; arrows move its cross", bar: "atlas",
      barKeys: "W"),
    Binding(.view, [("V", .basins)], "basins: where every start ends"),
    Binding(
      .race, [("R", .batch)], "rows of data an update sees", bar: "rows", barKeys: "R",
      isForData: true),
    Binding(
      .view, [("T", .data)], "data and what is fitted to them", bar: "data", barKeys: "T",
      isForData: true),
    Binding(
      .view, [("N", .seeds)], "64 seeds at once", bar: "seeds", barKeys: "N", isForData: true),
    Binding(.view, [("Q", .measure)], "another question to the atlas"),
    Binding(
      .view, [("d", .relief)], "relief or map", bar: "relief", barKeys: "d"),
    Binding(.view, [("m", .oneMap)], "one map or side by side"),
    Binding(.view, [("c", .quantity)], "chart: the next of seventeen quantities"),
    Binding(.view, [("L", .levels)], "levels log or linear"),
    Binding(
      .program, [("r", .record)], "record to a text file", bar: "record",
      barKeys: "r"),
    Binding(.program, [("F", .fork)], "record, then fork from it"),
    Binding(.program, [("n", .writeNote)], "note on this step"),
    Binding(.program, [("p", .picture)], "save an SVG picture, twice: all"),
    Binding(.view, [("C", .theme)], "colours: the next theme"),
    Binding(.view, [("M", .mouse)], "mouse: start and zoom"),
    Binding(
      .program, [(":", .line)],
      "type a command; Tab helps"),
    Binding(.program, [("u", .undo), ("ctrl-r", .redo)], "take back a change, repeat it"),
    Binding(.program, [("?", .help), ("f1", .help)], "signs and keys", bar: "help", barKeys: "?"),
    Binding(.program, [("q", .quit)], "quit", bar: "quit", barKeys: "q"),
    Binding(.program, [("ctrl-l", .redraw)], "draw the screen anew"),
    Binding(.program, [("ctrl-z", .suspend)], "suspend"),
  ]
}
