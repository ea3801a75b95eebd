package org.sallyport.authority.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.push.Device;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** People's devices as administrators have them: invited, listed, removed. */
final class DeviceAdminApi {
  private static final Problem NO_PUSH =
      new Problem(
          409,
          "no-device-listener",
          "Devices cannot enrol",
          "the authority's file has no devices section, so there is no listener for them");

  private final Domain domain;
  private final Changes changes;
  private final Optional<String> url;

  /** The address that devices call; empty where there is no listener for them. */
  DeviceAdminApi(Domain domain, Changes changes, Optional<String> url) {
    this.domain = domain;
    this.changes = changes;
    this.url = url;
  }

  /**
   * An invitation; this is the only time it is shown.
   *
   * @param url the address that the device calls
   */
  record ActivationView(String activation, Instant expires, String url) {
    /** Until when, and no code. */
    @Override
    public String toString() {
      return "ActivationView[" + expires + "]";
    }
  }

  /** A device. */
  record DeviceView(String id, String name, Instant created) {
    static DeviceView of(Device device) {
      return new DeviceView(device.id(), device.name(), device.created());
    }
  }

  /** Devices, oldest first. */
  record DeviceList(List<DeviceView> devices) {}

  List<Route> routes() {
    return List.of(
        UserApi.one(Route.post(UserApi.ONE + "/device-enrolments", "inviteDevice"))
            .summary("Makes a code with which one device enrols, once.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .answers(201, "The code.", ActivationView.class)
            .refuses(409, "There is no listener for devices.")
            .handledBy(this::invite),
        UserApi.one(Route.get(UserApi.ONE + "/devices", "listDevices"))
            .summary("A user's devices, oldest first.")
            .only(UserApi.ADMINISTRATOR)
            .answers(200, "The devices.", DeviceList.class)
            .handledBy(this::list),
        UserApi.one(Route.delete(UserApi.ONE + "/devices/{device}", "removeDevice"))
            .summary("Removes a device; it is asked no more.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .path("device", "The device's id.", "d_1")
            .answers(204, "Removed.")
            .handledBy(this::remove));
  }

  private Reply invite(Request in) {
    if (url.isEmpty()) {
      return Reply.problem(NO_PUSH);
    }
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain.devices().invite(tx, Asking.caller(in), Asking.user(in)),
                "user",
                made ->
                    Reply.json(201, new ActivationView(made.code(), made.expires(), url.get()))));
  }

  private Reply list(Request in) {
    return domain
        .store()
        .read(
            tx ->
                domain.users().find(tx, Asking.tenant(in), Asking.user(in)).isEmpty()
                    ? Reply.problem(Asking.UNKNOWN_USER)
                    : Reply.json(
                        new DeviceList(
                            domain.devices().of(tx, Asking.tenant(in), Asking.user(in)).stream()
                                .map(DeviceView::of)
                                .toList())));
  }

  private Reply remove(Request in) {
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain.devices().remove(tx, Asking.caller(in), Asking.user(in), in.path("device")),
                "device",
                _ -> Reply.empty()));
  }
}
