package dev.meridian;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the directions between packages, and the three quarantines. */
class StructureTest {

    private static final JavaClasses MERIDIAN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/weather/") && !location.contains("/schema/"))
            .importPackages("dev.meridian");

    private static final String INTERNAL = "dev.meridian.internal.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "exception            | nothing",
                "placement            | exception",
                "internal.analysis    | exception placement",
                "internal.routing     | exception placement internal.analysis",
                "internal.merge       | internal.analysis",
                "internal.plan        | exception placement internal.analysis internal.routing internal.merge",
                "internal.transaction | exception placement",
                "internal.execution   | exception placement internal.analysis internal.routing internal.merge"
                        + " internal.plan internal.transaction",
                "internal.explain     | exception placement internal.analysis internal.routing internal.plan"
                        + " internal.execution",
                "internal.identity    | exception placement internal.routing internal.execution internal.transaction",
                "internal.jdbc        | exception internal.analysis internal.transaction",
                "config               | exception placement"
            })
    void aPackageUsesOnlyWhatIsBelowIt(String name, String below) {
        String[] allowed = below == null ? new String[0] : below.split(" ");
        String itself = "dev.meridian." + name;
        classes()
                .that()
                .resideInAPackage(itself)
                .should()
                .onlyDependOnClassesThat(describe("are outside Meridian, or in " + name + " or " + below, used -> {
                    String other = used.getBaseComponentType().getPackageName();
                    return !other.startsWith("dev.meridian")
                            || other.equals(itself)
                            || Set.of(allowed).contains(other.replaceFirst("^dev\\.meridian\\.", ""));
                }))
                .check(MERIDIAN);
    }

    @Test
    void nobodyImportsTheFacade() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meridian")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.meridian")
                .check(MERIDIAN);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.meridian.(**)").should().beFreeOfCycles().check(MERIDIAN);
    }

    @Test
    void onlyAnalysisKnowsTheNodesOfJooq() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "analysis")
                .should()
                .dependOnClassesThat(describe(
                        "are org.jooq.impl.QOM or stand in it",
                        used -> used.getName().startsWith("org.jooq.impl.QOM")))
                .check(MERIDIAN);
    }

    @Test
    void onlyExecutionStartsThreads() {
        noClasses()
                .that()
                .resideOutsideOfPackages(INTERNAL + "execution", "dev.meridian.config")
                .should()
                .accessTargetWhere(startsThreads())
                .check(MERIDIAN);
    }

    private static DescribedPredicate<JavaAccess<?>> startsThreads() {
        return describe("a thread is started", access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            return equivalentTo(Executors.class).test(owner)
                    || equivalentTo(ForkJoinPool.class).test(owner)
                    || (owner.isAssignableTo(Thread.class) && isOneOf(target, "<init>", "start", "startVirtualThread"))
                    || (owner.isAssignableTo(CompletableFuture.class)
                            && target.getName().endsWith("Async"));
        });
    }

    @Test
    void onlyTransactionCommits() {
        noClasses()
                .that()
                .resideOutsideOfPackage(INTERNAL + "transaction")
                .should()
                .accessTargetWhere(describe("a JDBC transaction is ended or marked", access -> {
                    AccessTarget target = access.getTarget();
                    return target.getOwner().isAssignableTo(Connection.class)
                            && isOneOf(target, "commit", "rollback", "setSavepoint", "releaseSavepoint");
                }))
                .check(MERIDIAN);
    }

    private static boolean isOneOf(AccessTarget target, String... names) {
        return Set.of(names).contains(target.getName());
    }

    @Test
    void whatIsPublicLivesInThePublicPackages() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage("dev.meridian.internal..")
                .should()
                .resideInAnyPackage(
                        "dev.meridian", "dev.meridian.placement", "dev.meridian.exception", "dev.meridian.config")
                .check(MERIDIAN);
    }

    @Test
    void theClassesWereFound() {
        org.assertj.core.api.Assertions.assertThat(MERIDIAN.contain("dev.meridian.internal.analysis.StatementReader"))
                .isTrue();
    }
}
