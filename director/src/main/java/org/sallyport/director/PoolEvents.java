package org.sallyport.director;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.PoolEvent;
import org.sallyport.director.pool.PoolListener;

/** Writes what changes in pools into the event log. */
final class PoolEvents implements PoolListener {
  private final EventLog events;

  PoolEvents(EventLog events) {
    this.events = events;
  }

  @Override
  public void changed(PoolEvent event) {
    events.record(
        switch (event) {
          case PoolEvent.MemberChanged(var pool, var member, var from, var to, var cause, _) ->
              new DirectorEvent.MemberChanged(pool, member.name(), from, to, cause);
          case PoolEvent.IncumbentChanged(var pool, var from, var to, var cause, _) ->
              new DirectorEvent.IncumbentSwitched(pool, name(from), name(to), cause);
          case PoolEvent.SharedCause(var pool, var begins, var cause, _) ->
              new DirectorEvent.SharedCause(pool, begins, cause);
          case PoolEvent.MembersChanged(var pool, var added, var removed, _, _) ->
              new DirectorEvent.MembersChanged(pool, names(added), names(removed));
        });
  }

  private static String name(@Nullable Member member) {
    return member == null ? DirectorEvent.IncumbentSwitched.NOBODY : member.name();
  }

  private static List<String> names(List<Member> members) {
    return members.stream().map(Member::name).toList();
  }
}
