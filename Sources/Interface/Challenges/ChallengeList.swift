import Landscapes
import Optimizers

extension Challenge {
  private static let valley = Ground.formula(
    "0.5x^2+25y^2", View(low: Point(-7, -4), high: Point(7, 4)))
  private static let bump = Ground.formula(
    "0.1x^2+y^2-0.3exp(-10((x+2)^2+y^2))", View(low: Point(-5, -1.7), high: Point(4, 1.7)))
  private static let deepWell = Ground.formula(
    "0.1x^2+y^2-0.6exp(-10((x+2)^2+y^2))", View(low: Point(-5, -1.7), high: Point(4, 1.7)))

  /// The challenges, in an order that one can learn by.
  public static let all: [Challenge] = [
    Challenge(
      name: "step-length",
      task: "Bring descent below 0.01, to stay, in at most 130 steps.",
      hint: "Raise η until it zigzags, then a little less. λ₁ is 50: 't' tells the limit.",
      goal: .settles(below: 0.01), target: 130, par: 96, solution: "descent:eta=0.0385",
      knobs: ["eta"], ground: valley, start: Point(6, 3), steps: 300,
      racers: ["descent:eta=0.01"]),
    Challenge(
      name: "good-pair",
      task: "The same valley with momentum: below 0.01, to stay, in at most 35 steps.",
      hint: "Both knobs: theory names the pair for κ = 50 ('t'); β is lower than you think.",
      goal: .settles(below: 0.01), target: 35, par: 22,
      solution: "momentum:eta=0.055626664425834145,beta=0.6",
      knobs: ["eta", "beta"], ground: valley, start: Point(6, 3), steps: 300,
      racers: ["momentum:eta=0.01"]),
    Challenge(
      name: "damped",
      task: "The same valley with Nesterov's look-ahead: below 0.01, to stay, in at most 30 steps.",
      hint: "Its limit is lower than momentum's, so η has to be; β may stay high.",
      goal: .settles(below: 0.01), target: 30, par: 22,
      solution: "nesterov:eta=0.0223386335444986,beta=0.8",
      knobs: ["eta", "beta"], ground: valley, start: Point(6, 3), steps: 300,
      racers: ["nesterov:eta=0.002"]),
    Challenge(
      name: "banana",
      task: "Rosenbrock with momentum alone: below 0.01, to stay, in fewer than 90 steps.",
      hint:
        "The valley is flat, so β must be high; the walls are steep, so η must be small. Numbers between notches can be typed: ':' and 'optimizer momentum:eta=0.0025,beta=0.8'.",
      goal: .settles(below: 0.01), target: 89, par: 14,
      solution: "momentum:eta=0.0029261200154099814,beta=0.425",
      knobs: ["eta", "beta"], ground: .named("rosenbrock"), start: Point(-1.4, 1), steps: 400,
      racers: ["momentum:eta=0.0003,beta=0.9"]),
    Challenge(
      name: "off-the-saddle",
      task: "Leave the saddle before Adam, which is 1.5 off the line at step 29. η stays 0.1.",
      hint: "Off the line the slope itself grows: a velocity adds up what grows.",
      goal: .leaves(height: 1.5), target: 28, par: 18, solution: "momentum:eta=0.1,beta=0.98",
      knobs: ["beta"], ground: .named("saddle"), start: Point(1, 0.001), steps: 100,
      racers: ["momentum:eta=0.1,beta=0", "adam:eta=0.05"]),
    Challenge(
      name: "late-explosion",
      task: "Find an η at which descent leaves the numbers at step 50 or later.",
      hint:
        "Between “always safe” and “lost at once” there is a narrow stretch of long struggles. A number between two notches is typed: ':optimizer descent:eta=0.0081'.",
      goal: .explodes, target: 50, par: 259, solution: "descent:eta=0.006476207491984753",
      knobs: ["eta"], ground: .named("rosenbrock"), start: .zero, steps: 400,
      racers: ["descent:eta=0.001"]),
    Challenge(
      name: "stalled",
      task: "AdaGrad stalls. Below 0.01, to stay, in at most 25 steps.",
      hint: "Its rate only falls; whether it stalls depends on where it begins.",
      goal: .settles(below: 0.01), target: 25, par: 4, solution: "adagrad:eta=2.775851484055038",
      knobs: ["eta", "epsilon"], ground: .named("ravine d2l"), start: Point(-5, -2), steps: 200,
      racers: ["adagrad:eta=0.1"]),
    Challenge(
      name: "landing",
      task:
        "RMSProp hops across the minimum for ever. Below 1e-6, to stay, by step 300; η begins at 0.1.",
      hint: "It hops by η, so η has to fall: a schedule ('x' selects it, '=' turns it).",
      goal: .settles(below: 1e-6), target: 300, par: 93,
      solution: "rmsprop:eta=0.1,schedule=cosine,schedule-steps=150",
      knobs: ["schedule", "schedule-factor", "schedule-every", "schedule-steps"],
      ground: .named("ravine d2l"), start: Point(-5, -2), steps: 400,
      racers: ["rmsprop:eta=0.1"]),
    Challenge(
      name: "over-the-rim",
      task: "A small well is in the way. Below 0.01, to stay, in at most 55 steps; η stays 0.05.",
      hint: "Speed carries over the rim, friction brings it to rest: not too little of either.",
      goal: .settles(below: 0.01), target: 55, par: 34, solution: "momentum:eta=0.05,beta=0.85",
      knobs: ["beta"], ground: bump, start: Point(-4, 1), steps: 300,
      racers: ["momentum:eta=0.05,beta=0.5"]),
    Challenge(
      name: "stay-there",
      task:
        "Now the first well is the best place. Come to rest in it, within 0.05, in at most 35 steps.",
      hint: "A ball that is slow enough is caught. More friction, but no more than needed.",
      goal: .arrives(Point(-1.967, 0), within: 0.05), target: 35, par: 11,
      solution: "momentum:eta=0.20479566274518474,beta=0.475",
      knobs: ["eta", "beta"], ground: deepWell, start: Point(-4, 1), steps: 300,
      racers: ["momentum:eta=0.05,beta=0.9"]),
    Challenge(
      name: "other-basin",
      task: "Four minima. Let momentum come to rest in (3, 2), within 0.05, in at most 20 steps.",
      hint:
        "A large first step jumps the ridge; then friction has to be strong. 'V' shows the basins.",
      goal: .arrives(Point(3, 2), within: 0.05), target: 20, par: 2,
      solution: "momentum:eta=0.020929300664290978,beta=0.025",
      knobs: ["eta", "beta"], ground: .named("himmelblau"), start: Point(-5, 1), steps: 300,
      racers: ["momentum:eta=0.005,beta=0.9"]),
    Challenge(
      name: "quiet-landing",
      task:
        "Single rows: over the last 100 of 400 steps hover less than 0.01 above the minimum, in the mean.",
      hint: "A constant η has a floor that goes with it; one that falls does not have to choose.",
      goal: .hovers(last: 100), target: 0.01, par: 1.6898603143855606e-05,
      solution: "descent:eta=0.03039195382313198,batch=1,schedule=linear,schedule-steps=200",
      knobs: ["eta", "schedule", "schedule-factor", "schedule-every", "schedule-steps"],
      ground: .named("line32"), start: Point(-2, -1), steps: 400,
      racers: ["descent:eta=0.1,batch=1"]),
  ]
}
