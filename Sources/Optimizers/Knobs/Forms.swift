/// Whether the maximum is taken before or after bias correction.
enum AMSGradMaximum: String, KnobChoice {
  /// PyTorch and Keras.
  case before
  /// Optax, with much shorter steps for long.
  case after
}

/// Where ε stands in AdaMax.
enum AdaMaxEpsilonPlace: String, KnobChoice {
  /// u ← max(γu, |g| + ε): PyTorch and Optax.
  case gradient
  /// v/(u + ε): Keras.
  case norm
}

/// Three ways to write the same motion; they part as soon as η changes on the way.
enum MomentumForm: String, KnobChoice {
  /// Old gradients keep the rate they arrived with.
  case heavyBall = "heavy-ball"
  /// v is an average of gradients.
  case average
  /// Newton's law with friction, v updated before θ.
  case physical
}

/// How the momentum of the look-ahead is scheduled.
enum NadamForm: String, KnobChoice {
  /// μₜ = β(1 − 0.5·0.96^(tψ)), ψ the momentum decay: PyTorch, and Keras with ψ = 1.
  case dozat
  /// μ = β: Optax.
  case plain
}

/// Two views of one sequence of points.
enum NesterovForm: String, KnobChoice {
  /// The path is θ; the gradient is taken one jump ahead of it.
  case lookAhead = "look-ahead"
  /// The path is the look-ahead point itself (Bengio and others 2013, arXiv:1212.0901).
  case reparametrised
}

/// When the lengths of Rprop adapt and what happens as a sign turns.
enum RpropForm: String, KnobChoice {
  /// Step with the old α, then adapt it; a product of 0 counts as a turn.
  case notes
  /// Adapt α first within its clamps; where the sign turned, that axis rests for one step.
  case pytorch
}

/// What moves the fast point.
enum ScheduleFreeForm: String, KnobChoice {
  /// The gradient.
  case sgd
  /// The gradient divided by the root of its mean square.
  case adamw
}
