package org.entrazscaler.simulation.tenant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.entrazscaler.simulation.tenant.Company.Office;

/**
 * Fills a directory with a plausible company: people with departments, titles, offices and
 * managers, some guests, some blocked users; groups by department, office and project; an
 * enterprise application with most departments, some projects and some people assigned, a few of
 * them only with Default Access. The same seed gives the same company.
 */
public final class TenantGenerator {

  private static final int REPORTS_PER_MANAGER = 8;

  private final Random random;
  private final int users;

  private TenantGenerator(long seed, int users) {
    this.random = new Random(seed);
    this.users = users;
  }

  /**
   * Fills a directory.
   *
   * @param directory an empty directory
   * @param seed the seed of the company
   * @param users the number of users
   */
  public static void populate(Directory directory, long seed, int users) {
    new TenantGenerator(seed, users).fill(directory);
  }

  private void fill(Directory directory) {
    Map<String, String> departmentGroups = new HashMap<>();
    for (String department : Company.DEPARTMENTS) {
      String group =
          directory.addGroup(
              Company.departmentGroup(department),
              Map.of("description", "Everybody in " + department));
      departmentGroups.put(department, group);
      if (Company.ASSIGNED.contains(department)) {
        directory.assign(group);
      }
    }
    Map<String, String> officeGroups = new HashMap<>();
    for (Office office : Company.OFFICES) {
      officeGroups.put(
          office.city(), directory.addGroup(Company.officeGroup(office.city()), Map.of()));
    }
    List<String> projects = new ArrayList<>();
    for (int i = 0; i < 3 + users / 40; i++) {
      String name = Company.projectGroup(i);
      String project =
          i % 3 == 0 ? directory.addMicrosoft365Group(name, true) : directory.addGroup(name);
      projects.add(project);
      if (i % 4 == 0) {
        directory.assign(project);
      }
    }
    // A group in a group; a reader of direct members ignores it.
    directory.addMember(projects.get(0), projects.get(1));
    people(directory, departmentGroups, officeGroups, projects);
  }

  private void people(
      Directory directory,
      Map<String, String> departmentGroups,
      Map<String, String> officeGroups,
      List<String> projects) {
    Set<String> taken = new HashSet<>();
    Map<String, List<String>> departments = new HashMap<>();
    String head = null;
    for (int i = 0; i < users; i++) {
      String department = Company.DEPARTMENTS.get(random.nextInt(Company.DEPARTMENTS.size()));
      Office office = Company.OFFICES.get(random.nextInt(Company.OFFICES.size()));
      boolean guest = random.nextInt(40) == 7;
      String user =
          guest
              ? guest(directory, taken)
              : addEmployee(directory, random, taken, department, office);
      if (!guest) {
        List<String> colleagues = departments.computeIfAbsent(department, key -> new ArrayList<>());
        int place = colleagues.size();
        colleagues.add(user);
        if (head == null) {
          head = user;
          directory.updateUser(user, "jobTitle", "Chief Executive Officer");
        } else {
          directory.setManager(
              user, place == 0 ? head : colleagues.get((place - 1) / REPORTS_PER_MANAGER));
        }
        directory.addMember(departmentGroups.getOrDefault(department, ""), user);
        directory.addMember(officeGroups.getOrDefault(office.city(), ""), user);
      }
      for (int memberships = random.nextInt(3); memberships > 0; memberships--) {
        directory.addMember(projects.get(random.nextInt(projects.size())), user);
      }
      switch (random.nextInt(50)) {
        case 0 -> directory.blockSignIn(user);
        case 1, 2 -> directory.assign(user);
        case 3 -> directory.assign(user, Directory.DEFAULT_ACCESS);
        default -> {}
      }
    }
  }

  private String guest(Directory directory, Set<String> taken) {
    String givenName = PersonNames.givenName(random);
    String surname = PersonNames.surname(random);
    String mail = PersonNames.freeName(givenName, surname, taken) + "@fabrikam.com";
    String user = directory.addGuest(givenName + " " + surname, mail, "contoso.onmicrosoft.com");
    directory.updateUser(user, "companyName", "Fabrikam");
    return user;
  }

  /** Adds an employee; the caller sets groups and manager. */
  static String addEmployee(
      Directory directory, Random random, Set<String> taken, String department, Office office) {
    String givenName = PersonNames.givenName(random);
    String surname = PersonNames.surname(random);
    List<String> titles = Company.titles(department);
    String name = PersonNames.freeName(givenName, surname, taken) + "@" + Company.DOMAIN;
    Map<String, Object> properties = new HashMap<>();
    properties.put("givenName", givenName);
    properties.put("surname", surname);
    properties.put("mail", name);
    properties.put("department", department);
    properties.put("jobTitle", titles.get(random.nextInt(titles.size())));
    properties.put("companyName", "Contoso");
    properties.put("officeLocation", office.city());
    properties.put("city", office.city());
    properties.put("country", office.country());
    properties.put("usageLocation", office.country());
    properties.put("employeeId", String.valueOf(10_000 + taken.size()));
    if (random.nextInt(3) > 0) {
      properties.put(
          "businessPhones", List.of(office.dialling() + " " + (100_000 + random.nextInt(900_000))));
    }
    if (random.nextBoolean()) {
      properties.put(
          "mobilePhone", office.dialling() + " " + (1_000_000 + random.nextInt(9_000_000)));
    }
    return directory.addUser(givenName + " " + surname, name, properties);
  }
}
