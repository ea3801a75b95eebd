package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.web.route.Method;
import org.sallyport.web.route.Route;

/** All pages and operations. */
final class Pages {
  private final Domain domain;
  private final EncryptionSettings settings;
  private final List<Route> all = new ArrayList<>();

  private Pages(Domain domain, EncryptionSettings settings) {
    this.domain = domain;
    this.settings = settings;
  }

  static List<Route> routes(Domain domain, EncryptionSettings settings) {
    var pages = new Pages(domain, settings);
    pages.add();
    return List.copyOf(pages.all);
  }

  private void add() {
    var console = new Console(() -> tabs());
    var stamps = new Stamps(domain.store(), domain.audit(), settings);
    var handedOver = new HandedOver(console, settings.organisation());
    var administrators = domain.administrators();
    all.addAll(new IgnitionApi(domain).routes());
    all.addAll(new DashboardPage(domain, console, new Overview(domain, stamps)).routes());
    var keys = new KeysPage(domain, console);
    var trusted = new TrustedPage(domain, console);
    all.addAll(keys.routes());
    all.addAll(trusted.routes());
    all.addAll(new KeyAdminApi(domain, keys, trusted).routes());
    all.addAll(new ConsumersPage(domain, console, keys).routes());
    all.addAll(new ConsumerApi(domain).routes());
    all.addAll(new EnrolmentsPage(domain, console).routes());
    all.addAll(new MachinesPage(domain, console).routes());
    all.addAll(new LetterApi(domain).routes());
    all.addAll(new MailQueueApi(domain).routes());
    all.addAll(new WebMailApi(domain).routes());
    all.addAll(new LettersPage(domain, console).routes());
    all.addAll(new GroupsPage(domain, console).routes());
    all.addAll(new GroupApi(domain).routes());
    all.addAll(new PoliciesPage(domain, console).routes());
    all.addAll(new PolicyAdminApi(domain).routes());
    addMail(console);
    all.addAll(new LogsPage(domain, console).routes());
    all.addAll(new DownloadPage(domain, settings, console, stamps).routes());
    all.addAll(new AdministratorsPage(administrators, console, handedOver).routes());
    all.addAll(new AccountPage(administrators, console, handedOver).routes());
    all.addAll(new AdministratorApi(administrators, settings.organisation()).routes());
    all.addAll(new AuditPage(domain, console).routes());
    all.addAll(new BackupApi(domain).routes());
    all.addAll(new BackupsPage(domain, settings.backup(), console).routes());
    all.addAll(new SlotApi(domain).routes());
    all.addAll(new IgnitionPage(domain, console).routes());
    all.addAll(new OrganisationApi(domain).routes());
    all.addAll(new OrganisationPage(domain, console).routes());
  }

  private void addMail(Console console) {
    var dryRun = new DryRun(domain, settings.domains());
    var changes = new RuleChanges(domain);
    all.addAll(new MailRulesPage(console, changes).routes());
    all.addAll(new RulePage(console, changes).routes());
    all.addAll(new RuleVersionsPage(domain, console, changes).routes());
    all.addAll(new DryRunPage(domain, console, dryRun).routes());
    all.addAll(new MailRuleApi(domain, dryRun).routes());
    all.addAll(new TracesPage(domain, console).routes());
    all.addAll(new MailQueuePage(domain, console).routes());
    all.addAll(new MailTraceApi(domain).routes());
  }

  /** The paths of pages. */
  private List<String> tabs() {
    return all.stream()
        .filter(route -> route.forPeople() && route.method() == Method.GET)
        .map(Route::path)
        .toList();
  }
}
