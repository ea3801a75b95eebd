package org.sallyport.app;

import picocli.CommandLine.Command;

/** Let a member take nothing; its sessions are moved. */
@Command(
    name = "maintenance",
    description = {
      "Let a member take nothing; its sessions are moved.",
      "",
      "This survives a restart of the director; resume ends it."
    },
    exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
    footer = {"  sallyport maintenance encryption keys1"})
final class MaintenanceCommand extends MemberAction {
  @Override
  String path(String pool, String member) {
    return ofMember(pool, member, "maintenance");
  }
}
