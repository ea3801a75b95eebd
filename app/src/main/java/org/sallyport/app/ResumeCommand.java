package org.sallyport.app;

import picocli.CommandLine.Command;

/** Let a member take sessions as its health allows. */
@Command(
    name = "resume",
    description = {
      "Let a member take sessions as its health allows.",
      "",
      "Ends drain, maintenance and what switch has said about it."
    },
    exitCodeList = {"0:done, or it was so already", "1:refused", "3:nobody answered"},
    footer = {"  sallyport resume encryption keys1"})
final class ResumeCommand extends MemberAction {
  @Override
  String path(String pool, String member) {
    return ofMember(pool, member, "resume");
  }
}
