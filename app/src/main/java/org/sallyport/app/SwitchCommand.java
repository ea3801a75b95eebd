package org.sallyport.app;

import picocli.CommandLine.Command;

/** Makes a member the incumbent. */
@Command(
    name = "switch",
    description = {
      "Send new sessions of a failover pool to a member.",
      "",
      "Fail-back does not undo this: it holds until the member takes no sessions any more, is"
          + " resumed, or another switch is made."
    },
    exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
    footer = {"  sallyport switch encryption keys2"})
final class SwitchCommand extends MemberAction {
  /** What the API wants to be told. */
  record Wanted(String member) {}

  @Override
  String path(String pool, String member) {
    return "/api/v1/pools/" + pool + "/switch";
  }

  @Override
  Record body(String chosen) {
    return new Wanted(chosen);
  }
}
