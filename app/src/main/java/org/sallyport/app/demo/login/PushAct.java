package org.sallyport.app.demo.login;

import java.io.IOException;
import org.sallyport.app.demo.login.LoginTally.Login;
import org.sallyport.app.demo.story.Story;

/**
 * Somebody is asked on a device, three times: the right number is entered, a wrong one, and the
 * login is denied. Each begins at one gateway and ends at the other.
 */
final class PushAct {
  private final Story story;
  private final LoginScene scene;
  private final Terminal terminal;

  PushAct(Story story, LoginScene scene, Terminal terminal) {
    this.story = story;
    this.scene = scene;
    this.terminal = terminal;
  }

  /** What the person does about a challenge. */
  private interface Deed {
    void of(Phone phone, String challenge, String number) throws IOException;
  }

  void perform() throws IOException, InterruptedException {
    story.act("Emil has a phone: a push instead of a code.");
    var phone = scene.phone(scene.emil(), terminal);
    story.say("The phone is 'sallyport device' in a terminal; its key has never left it.");
    verdict(Phone::approve, phone, true, "the right number, entered on the phone, opens the VPN");
    verdict(
        (device, challenge, number) -> device.approve(challenge, other(number)),
        phone,
        false,
        "a wrong number refuses the login");
    verdict(
        (device, challenge, _) -> device.deny(challenge),
        phone,
        false,
        "so does no, when somebody else has begun it");
    story.say("Each began at one gateway and ended at the other.");
  }

  private static String other(String number) {
    return number.equals("42") ? "43" : "42";
  }

  private void verdict(Deed deed, Phone phone, boolean mayPass, String sentence)
      throws IOException {
    long began = System.nanoTime();
    var reply = login(deed, phone);
    var login = new Login(mayPass, reply, began, System.nanoTime());
    scene.tally().add(login);
    story.verdict("A1", login.asItShould(), sentence + (login.asItShould() ? "" : ": " + reply));
  }

  private Reply login(Deed deed, Phone phone) throws IOException {
    var emil = scene.emil();
    var shown = scene.pushVpn().begin(emil.name(), emil.password());
    if (shown.isEmpty()) {
      return Reply.SILENCE;
    }
    deed.of(phone, phone.awaitChallenge(), shown.get().number());
    return scene.pushVpn().end(emil.name(), shown.get());
  }
}
