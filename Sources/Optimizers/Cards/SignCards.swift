/// Rules for which the sign of the gradient counts.
extension RuleCard {
  /// Rprop.
  static let rprop = RuleCard(
    name: "rprop", title: "Rprop",
    summary: "Looks at the sign of each slope alone. A step length grows while its sign stays and "
      + "shrinks when it turns.",
    conventions: [
      "form=notes: steps with the old α; shrink 0.6.",
      "form=pytorch: adapts first, shrink 0.5, α between smallest and largest, and an axis whose "
        + "sign turned rests for one step.",
    ],
    source: "Riedmiller and Braun 1993, doi:10.1109/ICNN.1993.298623",
    defaultRate: .fractionOfView(100), scheduled: false)

  /// Lion.
  static let lion = RuleCard(
    name: "lion", title: "Lion",
    summary: "Only the sign of a mixture of momentum and gradient counts: every step is η long on "
      + "each axis.",
    conventions: [
      "The same in Optax and Keras; their weight decay defaults to 0.001 and none.",
      "beta=0 is sign descent.",
    ],
    source: "Chen and others 2023, arXiv:2302.06675", defaultRate: .fractionOfView(200))
}
