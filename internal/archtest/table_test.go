package archtest

// packageRule is a package, or a directory of packages, and what its code may import. The row with the longest matching
// path applies.
type packageRule struct {
	path     string
	may      []string // paths of other rows that its product code may import
	tests    []string // rows that its tests may import too, besides those for tests, which every test may import
	never    []string // packages of the standard library that its product code must not import
	forTests bool     // product code may not import it
	noClock  bool     // its product code must not read the clock or wait: it takes the time as an argument
}

var outside = []string{"net", "net/http", "os", "os/exec", "database/sql", "math/rand", "math/rand/v2"}

// offline are what the packages of workbooks stay clear of: they are handed bytes.
var offline = []string{"net", "net/http", "database/sql", "math/rand", "math/rand/v2"}

// packageRules has the layers from top to bottom: a package may import only packages whose rows are further down.
var packageRules = []packageRule{
	{path: "cmd/duban", may: []string{"internal/app", "internal/cli", "internal/demo"}},
	{path: "internal/demo", may: []string{"internal/app", "internal/config", "internal/sample", "tracking",
		"importer/workbook", "models"}},
	{path: "internal/app", may: []string{
		"web", "api", "tracking", "internal/process", "workflows", "activities", "notify", "store", "models",
		"internal/audithead", "internal/backup", "internal/calendar", "internal/clockguard", "internal/config",
		"internal/disk", "internal/engine", "internal/files", "internal/httpguard", "internal/logging", "internal/loglimit",
		"internal/leaked", "internal/mtls", "internal/secretbox",
		"internal/pace",
		"internal/offline", "internal/signon", "internal/telemetry", "internal/telling", "internal/temporalui",
	}, tests: []string{"workflows/contract"}},
	{path: "internal/cli", may: []string{"importer", "importer/workbook", "models", "internal/backup", "internal/config",
		"internal/offline", "internal/sample", "internal/simulate"}},
	{path: "internal/offline", may: []string{"tracking", "store", "internal/audithead", "internal/backup",
		"internal/calendar", "internal/files", "models"}},
	{
		path: "web", may: []string{"notify", "internal/httpguard", "internal/httpkind", "internal/language", "tracking",
			"workflows/contract", "models"},
		tests: []string{"api", "internal/backup", "internal/signon", "activities", "store", "internal/calendar",
			"internal/files", "internal/sample"},
		never: []string{"database/sql"},
	},
	{path: "api", may: []string{"internal/httpguard", "internal/httpkind", "tracking", "workflows/contract", "models"},
		never: []string{"database/sql", "html/template"}},
	{
		path: "internal/simulate", may: []string{"importer", "importer/compare", "importer/sheet", "models",
			"internal/calendar"},
		tests: []string{"importer/workbook", "tracking", "workflows", "workflows/contract", "activities", "store",
			"internal/sample"},
		noClock: true,
	},
	{
		path: "tracking", may: []string{"workflows/contract", "store", "internal/figures", "internal/pace",
			"internal/settling", "internal/telling", "internal/document", "internal/meetingpack", "internal/wordform",
			"importer", "importer/compare",
			"importer/sheet",
			"importer/workbook", "internal/audithead", "internal/backup",
			"internal/files", "internal/pinyin", "internal/secondfactor", "models"},
		tests: []string{"internal/clockguard", "activities", "workflows", "internal/process", "internal/calendar",
			"internal/sample", "internal/secretbox"},
		never: []string{"database/sql", "html/template", "net/http"},
	},
	{path: "internal/process", may: []string{"workflows/contract", "models"}, tests: []string{"internal/mtls", "workflows",
		"activities", "store", "internal/calendar"}},
	{
		path: "workflows", may: []string{"workflows/contract", "models"}, tests: []string{"activities", "store",
			"internal/calendar"},
		never: append([]string{"embed", "sync"}, outside...), noClock: true,
	},
	{
		path: "activities", may: []string{"workflows/contract", "notify", "store", "internal/figures", "internal/settling",
			"internal/telling",
			"internal/pace", "models"},
		tests: []string{"internal/calendar"},
		never: []string{"database/sql", "html/template"},
	},
	{path: "internal/backup", may: []string{"store", "internal/files", "models"}, tests: []string{"store/storetest"},
		never: []string{"net/http"}},
	{path: "workflows/contract", may: []string{"models"}, never: append([]string{"embed"}, outside...), noClock: true},
	{path: "internal/figures", may: []string{"store", "models"}, never: outside, noClock: true},
	{path: "internal/settling", may: []string{"store", "models"}, never: outside, noClock: true},
	{path: "internal/telling", may: []string{"store", "models"}, tests: []string{"internal/calendar"}, never: outside,
		noClock: true},
	{path: "store", may: []string{"internal/faults", "internal/secretbox", "models"}, tests: []string{"internal/calendar"},
		never: []string{"net/http",
			"html/template"}},
	{path: "notify", may: []string{"models"}, never: []string{"database/sql", "os", "os/exec"}},
	{path: "internal/sample", may: []string{"importer/workbook", "models", "internal/calendar"},
		never: []string{"net", "net/http",
			"database/sql"}, noClock: true},
	{path: "importer/compare", may: []string{"importer", "importer/sheet", "models"},
		tests: []string{"importer/workbook", "internal/sample"}, never: offline, noClock: true},
	{path: "importer/workbook", may: []string{"importer", "importer/sheet", "models"},
		tests: []string{"internal/sample"}, never: offline, noClock: true},
	{path: "importer", may: []string{"importer/sheet", "models"},
		tests: []string{"importer/compare", "importer/workbook", "internal/sample"}, never: offline, noClock: true},
	{path: "importer/sheet", may: []string{"models"},
		tests: []string{"importer", "importer/workbook", "internal/sample"}, never: offline, noClock: true},
	{path: "internal/engine", may: []string{"internal/mtls", "models"}},
	{path: "internal/temporalui", may: []string{"internal/mtls", "models"}, tests: []string{"internal/engine"},
		never: []string{"os", "database/sql"}},
	{path: "internal/meetingpack", may: []string{"internal/document", "internal/wordform", "models"}, never: outside,
		noClock: true},
	{path: "internal/document", may: []string{"models"}, never: outside, noClock: true},
	{path: "internal/wordform", may: []string{"models"}, tests: []string{"internal/document"}, never: outside,
		noClock: true},
	{path: "internal/mtls", may: []string{"models"}, never: []string{"net/http", "database/sql"}},
	{path: "internal/files", may: []string{"models"}, never: []string{"net/http", "database/sql"}},
	{path: "internal/audithead", may: []string{"models"}, never: []string{"net/http", "database/sql"}},
	{path: "internal/clockguard", may: []string{"models"}, never: outside},
	{path: "internal/secretbox", may: []string{"models"}, never: []string{"net", "net/http", "database/sql"}},
	{path: "internal/leaked", may: []string{"models"}, never: []string{"net", "net/http", "database/sql"}},
	{path: "internal/disk", may: []string{"models"}, never: []string{"net", "net/http", "database/sql"}},
	{path: "internal/loglimit", never: outside},
	{path: "internal/logging", may: []string{"models"}, never: []string{"net", "net/http", "database/sql", "os"}},
	{path: "internal/config", may: []string{"models"}, never: []string{"net/http", "database/sql"}},
	{path: "internal/telemetry", may: []string{"models"}, never: []string{"database/sql"}},
	{path: "internal/signon", may: []string{"models"}, never: []string{"os", "database/sql"}},
	{path: "internal/httpguard", may: []string{"models"}, never: []string{"database/sql"}},
	{path: "internal/language", may: []string{"models"}, never: outside, noClock: true},
	{path: "internal/secondfactor", never: outside, noClock: true},
	{path: "internal/pinyin", never: outside, noClock: true},
	{path: "internal/httpkind", may: []string{"models"}, noClock: true},
	{path: "internal/calendar", may: []string{"models"}, never: outside, noClock: true},
	{path: "internal/pace", never: outside},
	{path: "models", tests: []string{"internal/calendar"}, never: outside, noClock: true},

	{path: "store/storetest", may: []string{"store", "models", "internal/calendar"}, forTests: true},
	{path: "internal/testkit", may: []string{"internal/testkit", "internal/engine", "internal/mtls", "models"},
		forTests: true},
	{path: "internal/faults"}, // in programs built with the tag torture only
	{path: "internal/torture", may: []string{"internal/testkit", "internal/cli", "store", "models"}, forTests: true},
	{path: "internal/powerloss", tests: []string{"internal/files", "store", "models"}, forTests: true},
	{path: "e2e", may: []string{"internal/testkit", "internal/mtls"}, tests: []string{"models", "workflows/contract"},
		forTests: true},
	{path: "internal/figurecheck", tests: []string{"web", "api", "tracking", "internal/cli", "internal/figures",
		"internal/sample", "internal/simulate", "internal/calendar", "internal/files", "activities", "workflows/contract",
		"store", "importer/workbook", "models"}, forTests: true},
	{path: "internal/ladderoracle", forTests: true},
	{path: "internal/bench/office", may: []string{"web", "tracking", "internal/process", "workflows", "workflows/contract",
		"activities", "store", "importer/workbook", "internal/calendar", "internal/engine", "internal/files",
		"internal/sample", "models"}, forTests: true},
	{path: "internal/bench", may: []string{"internal/app", "internal/bench/office", "internal/calendar", "internal/config",
		"internal/engine", "internal/process", "internal/sample", "internal/simulate", "importer", "importer/workbook",
		"tracking", "workflows/contract", "store", "models"},
		forTests: true},
	// The server of the test of several machines, and what drives it: never linked into the program.
	{path: "internal/machines/cluster", forTests: true},
	{path: "internal/machines", may: []string{"internal/testkit"}, forTests: true},
	{path: "internal/soak", may: []string{"internal/testkit"}, forTests: true},
	{path: "internal/archtest"},
}

// library is the import path of third-party packages and the rows that may import them. The longest matching path
// applies.
type library struct {
	path   string
	owners []string
	tests  []string // rows whose tests may import it too; "*" is every row
}

var libraries = []library{
	{path: "github.com/xuri/excelize/v2", owners: []string{"importer/workbook"}, tests: []string{"importer",
		"importer/sheet", "internal/testkit", "tracking", "internal/cli", "internal/figurecheck",
		"internal/sample", "internal/bench", "e2e"}},
	{path: "github.com/richardlehane/mscfb", owners: []string{"importer/sheet"}},
	{path: "golang.org/x/text", owners: []string{"importer/sheet", "models"}},
	{path: "golang.org/x/text/language", owners: []string{"web"}},
	{path: "github.com/klauspost/compress/gzhttp", owners: []string{"web"}},
	{path: "github.com/klauspost/compress/zstd", owners: []string{"internal/app"}}, // tests only
	{path: "golang.org/x/text/width", owners: []string{"importer/sheet", "models", "internal/cli"}},

	{path: "gorm.io", owners: []string{"store"}},
	{path: "github.com/go-gormigrate/gormigrate", owners: []string{"store"}},
	{path: "github.com/jackc/pgx", owners: []string{"store"}, tests: []string{"internal/testkit",
		"internal/machines", "internal/machines/cluster"}},
	{path: "modernc.org/sqlite", owners: []string{"store"}, tests: []string{"store/storetest", "internal/engine",
		"internal/soak", "e2e"}},

	{path: "go.temporal.io/server", owners: []string{"internal/engine"}, tests: []string{"internal/machines/cluster"}},
	{path: "github.com/temporalio/ui-server/v2", owners: []string{"internal/temporalui"}},
	{path: "github.com/labstack/echo/v4", owners: []string{"internal/temporalui"}},
	{path: "github.com/blang/semver", owners: []string{"internal/engine"}},
	{path: "github.com/google/uuid", owners: []string{"internal/engine"}},
	{path: "google.golang.org/protobuf", owners: []string{"internal/engine", "internal/process"},
		tests: []string{"internal/machines/cluster"}},
	{path: "google.golang.org/grpc", owners: []string{"internal/engine", "internal/process"}},
	{path: "go.temporal.io/api", owners: []string{"internal/engine", "internal/process"},
		tests: []string{"internal/simulate", "workflows", "activities", "internal/app",
			"internal/machines/cluster", "e2e"}},

	// Each package of the SDK has its own owners; one that is not named here may not be imported.
	{path: "go.temporal.io/sdk"},
	{path: "go.temporal.io/sdk/client", owners: []string{"internal/process", "internal/engine"},
		tests: []string{"internal/bench", "internal/testkit", "internal/machines/cluster", "workflows", "internal/app",
			"e2e"}},
	{path: "go.temporal.io/sdk/worker", owners: []string{"internal/process"},
		tests: []string{"internal/simulate", "workflows", "internal/engine", "internal/app"}},
	{path: "go.temporal.io/sdk/workflow", owners: []string{"workflows"},
		tests: []string{"internal/bench", "internal/simulate", "internal/engine", "internal/process"}},
	{path: "go.temporal.io/sdk/activity", owners: []string{"activities"},
		tests: []string{"internal/simulate", "internal/app", "internal/bench", "internal/bench/office", "workflows"}},
	{path: "go.temporal.io/sdk/temporal", owners: []string{"workflows", "activities", "internal/process"},
		tests: []string{"internal/simulate", "internal/app", "internal/engine"}},
	{path: "go.temporal.io/sdk/log", owners: []string{"internal/process", "internal/engine"},
		tests: []string{"internal/bench", "internal/simulate", "internal/testkit", "workflows", "activities"}},
	{path: "go.temporal.io/sdk/interceptor", owners: []string{"internal/process"},
		tests: []string{"internal/simulate", "workflows"}},
	// it skips time: for tests only, it is linked into nothing that is delivered
	{path: "go.temporal.io/sdk/testsuite", tests: []string{"internal/simulate", "workflows",
		"activities"}},
	{path: "go.temporal.io/sdk/converter", owners: []string{"internal/process"}, tests: []string{"workflows"}},

	{path: "filippo.io/age", owners: []string{"internal/backup"}},
	{path: "github.com/spf13/cobra", owners: []string{"internal/cli"}},
	{path: "github.com/danielgtaylor/huma/v2", owners: []string{"api"}},
	{path: "github.com/caarlos0/env/v11", owners: []string{"internal/config"}},
	{path: "golang.org/x/crypto/argon2", owners: []string{"tracking"}},
	{path: "golang.org/x/sys", owners: []string{"internal/app"}},
	// it sends frames that no client of the standard library sends
	{path: "golang.org/x/net/http2", tests: []string{"internal/app"}},
	{path: "golang.org/x/image", owners: []string{"internal/files"}},
	{path: "golang.org/x/net", owners: []string{"internal/httpguard"}},
	{path: "golang.org/x/net/html", owners: []string{"importer/sheet"}},
	{path: "github.com/pquerna/otp", owners: []string{"internal/secondfactor"},
		tests: []string{"tracking", "web"}},
	{path: "github.com/boombuler/barcode", owners: []string{"internal/secondfactor"}},
	{path: "github.com/mozillazg/go-pinyin", owners: []string{"internal/pinyin"}},
	{path: "golang.org/x/time", owners: []string{"internal/httpguard"}},
	{path: "github.com/coreos/go-oidc/v3", owners: []string{"internal/signon"}},
	{path: "golang.org/x/oauth2", owners: []string{"internal/signon"}},
	{path: "github.com/prometheus/client_golang", owners: []string{"internal/telemetry"}},

	{path: "github.com/wneessen/go-mail", owners: []string{"notify"}},
	{path: "github.com/arran4/golang-ical", owners: []string{"notify"}},
	{path: "github.com/emersion", tests: []string{"internal/testkit"}},        // a real mail server
	{path: "github.com/zitadel/oidc/v3", tests: []string{"internal/testkit"}}, // a real OpenID provider
	{path: "github.com/chromedp", tests: []string{"internal/testkit"}},
	{path: "github.com/google/go-cmp", tests: []string{"*"}},
	{path: "pgregory.net/rapid", tests: []string{"*"}},
	{path: "go.uber.org/goleak", tests: []string{"*"}},
	{path: "github.com/rogpeppe/go-internal", tests: []string{"internal/cli", "e2e"}},
	// the SDK's test suite is driven by it
	{path: "github.com/stretchr/testify/mock", tests: []string{"workflows", "activities"}},
}

// linksServer lists the packages that may link the Temporal server, tests included. It takes minutes to build, so the
// tests of all other packages must do without it.
var linksServer = []string{"cmd/duban", "internal/app", "internal/demo", "internal/engine", "internal/temporalui",
	"internal/testkit/enginetest", "internal/bench", "internal/bench/office",
	"internal/machines/cluster", "e2e"}

// longFiles maps each Go file that may have more lines than the limit to the reason.
var longFiles = map[string]string{}
