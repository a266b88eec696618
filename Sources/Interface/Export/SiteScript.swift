extension Site {
  /// Plays pictures: a button and a slider over the steps for each section.
  ///
  /// They draw every path up to a step, move the cursor of the chart and cover what comes behind it. What tells how a step
  /// turned out waits for the last one, where the picture stands as it was written.
  static let script = """
    "use strict";
    (function () {
      const space = "http://www.w3.org/2000/svg";
      function made(name, attributes, parent) {
        const element = document.createElementNS(space, name);
        for (const key in attributes) element.setAttribute(key, attributes[key]);
        parent.appendChild(element);
        return element;
      }
      function prepared(group) {
        const way = group.dataset.way.split(" ");
        const line = { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" };
        made("polyline", Object.assign({ stroke: group.dataset.halo, "stroke-width": 5, "stroke-opacity": 0.45 }, line), group);
        made("polyline", Object.assign({ stroke: group.dataset.ink, "stroke-width": 2.4 }, line), group);
        const head = made("text", {
          fill: group.dataset.ink, stroke: group.dataset.halo, "stroke-width": 3, "paint-order": "stroke",
          "text-anchor": "middle", "font-size": 18, "font-weight": "bold"
        }, group);
        head.textContent = group.dataset.head;
        return { group: group, way: way, lines: group.querySelectorAll("polyline"), head: head };
      }
      for (const section of document.querySelectorAll("section[data-steps]")) {
        const steps = Number(section.dataset.steps), every = Number(section.dataset.every);
        const tracks = Array.from(section.querySelectorAll("g.track")).filter(g => g.dataset.way).map(prepared);
        const stills = section.querySelectorAll("g.still"), answer = section.querySelector("details");
        if (steps === 0 && answer !== null) {
          // Nothing moves: what tells how it turns out waits for the answer.
          const uncover = () => stills.forEach(still => { still.style.display = answer.open ? "" : "none"; });
          answer.addEventListener("toggle", uncover);
          uncover();
        }
        if (tracks.length === 0 || steps === 0) continue;
        const cursors = section.querySelectorAll("g.cursor");
        const bar = document.createElement("div"), button = document.createElement("button");
        const slider = document.createElement("input"), told = document.createElement("output");
        bar.className = "player";
        slider.type = "range";
        slider.min = 0;
        slider.max = steps;
        slider.step = 1;
        // Where something is asked the race has not begun.
        slider.value = section.querySelector(".question") ? 0 : steps;
        slider.setAttribute("aria-label", "step");
        bar.append(button, slider, told);
        Array.from(section.querySelectorAll("figure")).pop().after(bar);
        let timer = null;
        function show() {
          const step = Number(slider.value), isEnd = step === steps;
          told.textContent = "step " + step + " of " + steps;
          for (const still of stills) still.style.display = isEnd ? "" : "none";
          for (const track of tracks) {
            track.group.style.display = isEnd ? "none" : "";
            const way = track.way.slice(0, Math.floor(step / every) + 1), at = way[way.length - 1].split(",");
            for (const line of track.lines) line.setAttribute("points", way.join(" "));
            track.head.setAttribute("x", at[0]);
            track.head.setAttribute("y", Number(at[1]) + 6);
          }
          for (const cursor of cursors) {
            const data = cursor.dataset, counts = data.counts === "steps";
            const first = Number(data.first), span = Math.max(1, Number(data.last) - first);
            const left = Number(data.left), width = Number(data.right) - left;
            const cover = cursor.querySelector("rect"), line = cursor.querySelector("path");
            const covered = isEnd ? 0 : counts ? width * Math.min(1, 1 - (step - first) / span) : width;
            // What is marked at the right border reaches a little beyond it.
            cover.setAttribute("x", left + width - covered + 1);
            cover.setAttribute("width", isEnd ? 0 : covered + 10);
            if (counts) line.setAttribute("transform", "translate(" + width * (step - Number(data.at)) / span + " 0)");
          }
        }
        function rest() {
          if (timer !== null) clearInterval(timer);
          timer = null;
          button.textContent = "▶";
          button.setAttribute("aria-label", "play");
        }
        button.addEventListener("click", function () {
          if (timer !== null) return rest();
          if (Number(slider.value) === steps) slider.value = 0;
          button.textContent = "‖";
          button.setAttribute("aria-label", "pause");
          timer = setInterval(function () {
            slider.value = Math.min(steps, Number(slider.value) + Math.max(1, Math.round(steps / 200)));
            show();
            if (Number(slider.value) === steps) rest();
          }, 50);
        });
        slider.addEventListener("input", function () { rest(); show(); });
        rest();
        show();
      }
    })();

    """

  /// Paper and ink for light and dark, narrow and wide.
  static let style = """
    :root { --paper: #ffffff; --ink: #22262e; --dim: #555b66; --line: #a0a6b0; --code: #f0f2f5; --link: #1d4f9c; }
    .narrow { display: none; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #14161b; --ink: #dfe3ea; --dim: #9aa3b2; --line: #474d59; --code: #1f232b; --link: #8fb8ff; }
    }
    body { max-width: 62rem; margin: 0 auto; padding: 1rem; color: var(--ink); background: var(--paper);
      font: 1.05rem/1.55 Georgia, serif; }
    a { color: var(--link); }
    h1, h2 { line-height: 1.2; }
    nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1.5rem; justify-content: space-between; margin: 1rem 0;
      font-size: 0.9rem; }
    section { margin-top: 3rem; }
    figure { margin: 1rem 0; overflow-x: auto; }
    figure svg { width: 100%; height: auto; }
    .question { font-style: italic; }
    summary { cursor: pointer; color: var(--dim); margin: 0.8rem 0; }
    .aside { color: var(--dim); font-size: 0.9rem; }
    .course { list-style: none; padding: 0; }
    .course li { margin-bottom: 1.4rem; }
    .chapter { display: grid; grid-template-columns: 16rem 1fr; gap: 1.3rem; align-items: start; }
    .chapter figure { margin: 0.3rem 0 0; }
    .chapter figure svg { border-radius: 0.3rem; }
    .course p { margin: 0.15rem 0; }
    .player { display: flex; align-items: center; gap: 0.8rem; }
    .player button { width: 2.6rem; height: 2.2rem; font-size: 1rem; color: var(--ink); background: var(--code);
      border: 1px solid var(--line); border-radius: 0.3rem; }
    .player input { flex: 1; min-width: 5rem; }
    .player output { min-width: 9.5rem; color: var(--dim); font-size: 0.9rem; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; font-size: 0.95rem; }
    th, td { padding: 0.1rem 1.5rem 0.1rem 0; text-align: left; vertical-align: top; }
    th { font-weight: normal; color: var(--dim); border-bottom: 1px solid var(--line); }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.4rem 0.7rem; background: var(--code);
      font: 0.85rem/1.4 monospace; }
    @media (max-width: 40rem) {
      body { font-size: 1rem; }
      .player output { min-width: 6rem; }
      .chapter { grid-template-columns: 1fr; gap: 0.5rem; }
      .wide { display: none; }
      .narrow { display: block; }
    }

    """
}
