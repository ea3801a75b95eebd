// Renews the live part of a page: every two seconds while the page is seen, and at once when the
// server tells of an event. Without this script the page reloads itself (see layout.jte).
(function () {
  "use strict";
  var every = 2000;
  var busy = false;

  function renew() {
    var live = document.getElementById("live");
    if (!live || busy || document.hidden || typing(live)) return;
    busy = true;
    var where = location.pathname + location.search;
    htmx.ajax("GET", where, { target: "#live", select: "#live > *", swap: "innerHTML" })
      .finally(function () { busy = false; });
  }

  // A field that somebody is filling in, or a menu that is open, stays as it is.
  function typing(live) {
    var active = document.activeElement;
    var field = active && live.contains(active) && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName);
    return field || live.querySelector("details.menu[open]") !== null;
  }

  var live = document.getElementById("live");
  if (!live) return;
  setInterval(renew, every);
  document.addEventListener("visibilitychange", renew);
  if (live.dataset.events) new EventSource(live.dataset.events).addEventListener("event", renew);
})();
