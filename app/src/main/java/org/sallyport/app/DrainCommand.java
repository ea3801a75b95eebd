package org.sallyport.app;

import picocli.CommandLine.Command;

/** Let a member keep its sessions and take no new ones. */
@Command(
    name = "drain",
    description = {
      "Let a member keep its sessions and take no new ones.",
      "",
      "This survives a restart of the director; resume ends it."
    },
    exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
    footer = {"  sallyport drain encryption keys1"})
final class DrainCommand extends MemberAction {
  @Override
  String path(String pool, String member) {
    return ofMember(pool, member, "drain");
  }
}
