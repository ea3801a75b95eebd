package org.sallyport.director.admin.api;

import java.util.function.Function;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.MemberView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;

/** Looks names up before anything is done with them. */
final class Found {
  private Found() {}

  static Reply pool(DirectorControl control, String name, Function<PoolView, Reply> then) {
    return pool(control.view(), name, then);
  }

  static Reply member(
      DirectorControl control, String pool, String name, Function<MemberView, Reply> then) {
    return pool(
        control.view(),
        pool,
        view ->
            view.member(name)
                .map(then)
                .orElseGet(
                    () ->
                        Reply.problem(
                            Problems.unknown(
                                "member",
                                name,
                                view.members().stream().map(MemberView::name).toList()))));
  }

  private static Reply pool(DirectorView view, String name, Function<PoolView, Reply> then) {
    return view.pools().stream()
        .filter(pool -> pool.name().equals(name))
        .findFirst()
        .map(then)
        .orElseGet(
            () ->
                Reply.problem(
                    Problems.unknown(
                        "pool", name, view.pools().stream().map(PoolView::name).toList())));
  }

  static Reply noService(DirectorControl control, String name) {
    return Reply.problem(
        Problems.unknown(
            "service", name, control.view().services().stream().map(ServiceView::name).toList()));
  }
}
