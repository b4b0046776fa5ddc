package org.entrazscaler.simulation.tenant;

import java.util.List;
import java.util.Map;

/** The company of the generated tenant: its departments, titles, offices and projects. */
final class Company {

  /** The domain of its user principal names. */
  static final String DOMAIN = "contoso.com";

  static final List<String> DEPARTMENTS =
      List.of(
          "Sales",
          "Engineering",
          "Research",
          "Finance",
          "Human Resources",
          "Marketing",
          "Operations",
          "Customer Service",
          "Legal & Compliance",
          "IT");

  /** The departments whose groups are assigned to the enterprise application. */
  static final List<String> ASSIGNED =
      List.of("Sales", "Engineering", "Research", "Finance", "Marketing", "Operations", "IT");

  static final List<Office> OFFICES =
      List.of(
          new Office("Berlin", "DE", "+49 30"),
          new Office("München", "DE", "+49 89"),
          new Office("Zürich", "CH", "+41 44"),
          new Office("Kraków", "PL", "+48 12"),
          new Office("São Paulo", "BR", "+55 11"),
          new Office("Austin", "US", "+1 512"),
          new Office("København", "DK", "+45 33"),
          new Office("Singapore", "SG", "+65 6"));

  static final List<String> PROJECTS =
      List.of(
          "Apollo",
          "Borealis",
          "Cassini",
          "Dynamo",
          "Élan",
          "Fjord",
          "Gaia",
          "Helios",
          "Indigo",
          "Juno",
          "Kepler",
          "Lumen",
          "Meridian",
          "Nova",
          "Orion",
          "Pegasus",
          "Quartz",
          "Rhône",
          "Sirius",
          "Titan",
          "Umbra",
          "Vega",
          "Wörth",
          "Zenith");

  private static final Map<String, List<String>> TITLES =
      Map.of(
          "Sales", List.of("Account Executive", "Sales Engineer", "Account Manager"),
          "Engineering", List.of("Software Engineer", "Test Engineer", "Systems Engineer"),
          "Research", List.of("Scientist", "Research Engineer", "Data Scientist"),
          "Finance", List.of("Accountant", "Controller", "Financial Analyst"),
          "Human Resources", List.of("Recruiter", "HR Business Partner"),
          "Marketing", List.of("Brand Manager", "Content Editor", "Campaign Manager"),
          "Operations", List.of("Logistics Planner", "Production Planner", "Buyer"),
          "Customer Service", List.of("Service Agent", "Service Desk Analyst"),
          "Legal & Compliance", List.of("Counsel", "Compliance Officer"),
          "IT", List.of("Systems Administrator", "Network Engineer", "Support Specialist"));

  /**
   * An office.
   *
   * @param city its city
   * @param country its country, ISO 3166-1 alpha-2
   * @param dialling the start of its telephone numbers
   */
  record Office(String city, String country, String dialling) {}

  private Company() {}

  static List<String> titles(String department) {
    return TITLES.getOrDefault(department, List.of("Specialist"));
  }

  static String departmentGroup(String department) {
    return "Department " + department;
  }

  static String officeGroup(String city) {
    return "Office " + city;
  }

  static String projectGroup(int number) {
    String name = PROJECTS.get(number % PROJECTS.size());
    int round = number / PROJECTS.size();
    return "Project " + name + (round == 0 ? "" : " " + (round + 1));
  }
}
