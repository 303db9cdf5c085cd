package canbao.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import canbao.testing.Platform;
import canbao.testing.Required;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page in a real browser: what scripts, styles and the content security policy make of it together. */
@ExtendWith(VertxExtension.class)
class BrowserTest {
    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private ConsoleHarness console;

    @BeforeEach
    void start(Vertx vertx) {
        playwright = Required.orSkip(
                "Chromium", () -> Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD)));
        browser = Required.orSkip(
                "Chromium (apt-get install chromium)",
                () -> playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium())
                                .setArgs(List.of("--no-sandbox"))));
        console = new ConsoleHarness(
                vertx,
                Platform.database(),
                (feed, actor, headers, body) -> {
                    throw new IllegalStateException("nobody rings here");
                },
                true,
                SampleStatus::middle);
    }

    @AfterEach
    void stop() {
        if (console != null) {
            console.close();
        }
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void who_signs_in_sees_the_eight_stops_without_a_complaint_of_the_browser() {
        Page page = browser.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(console.uri("/login").toString());
        page.fill("input[name=user]", "admin");
        page.fill("input[name=password]", ConsoleHarness.PASSWORD);
        page.click("button[type=submit]");
        assertThat(page.locator("#stops > li")).hasCount(8);
        assertThat(page.locator("#open-total")).hasText("2");
        assertThat(page.locator("#open tbody tr")).hasCount(2);
        assertThat(page.locator("#open")).containsText("区疾控中心");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Platform.folder("page").resolve("page.png"))
                .setFullPage(true));
        assertThat(complaints).isEmpty();
    }

    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    private static Path chromium() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
                if (Files.isExecutable(Path.of(folder, name))) {
                    return Path.of(folder, name);
                }
            }
        }
        throw new IllegalStateException("no Chromium on the PATH: install the package chromium");
    }
}
