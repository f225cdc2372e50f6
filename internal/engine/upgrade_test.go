//go:build !noembed && unix

package engine_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/headers"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"

	"duban/internal/engine"
	"duban/internal/testkit/need"
	"duban/models"
)

// attributes of the tests' namespace.
var attributes = map[string]enums.IndexedValueType{
	"Unit":       enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Programmes": enums.INDEXED_VALUE_TYPE_KEYWORD_LIST,
	"Title":      enums.INDEXED_VALUE_TYPE_TEXT,
}

// openFile opens a directory's file beside the engine.
func openFile(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.Join(dir, "temporal.db")}).EscapedPath()+
		"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func execute(t *testing.T, db *sql.DB, statement string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatalf("%.80s: %v", statement, err)
	}
}

// query returns the first column of a query as text.
func query(t *testing.T, db *sql.DB, statement string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement, args...)
	if err != nil {
		t.Fatalf("%.80s: %v", statement, err)
	}
	defer rows.Close()
	var values []string
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return values
}

// oldRows is how many closed workflows the file of the older release lists.
const oldRows = 43

// older releases of the server whose files are tried, the one before the linked one first: add one with each upgrade.
// Files of ours are stamped; those of 1.30 are from before there was a stamp.
var olderReleases = []struct {
	version string
	stamped string // version of the executions schema
}{
	{"1.32.1", "0.11"},
	{"1.30.4", ""},
}

// moduleOf is where the module of a release is unpacked. Its schema is Temporal's and is fetched as modules are, not
// kept here.
func moduleOf(t *testing.T, version string) string {
	t.Helper()
	name := "go.temporal.io/server@v" + version
	fetch := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", name)
	fetch.Dir = t.TempDir() // outside any module: the version is the test's, not the program's
	answer, err := fetch.Output()
	var module struct{ Dir string }
	if err != nil || json.Unmarshal(answer, &module) != nil || module.Dir == "" {
		need.Skip(t, "needs the module "+name+": go mod download "+name+" while the module proxy is reached")
	}
	return module.Dir
}

// older makes a directory with a file as a release sets it up: its executions schema, its visibility schema with all
// indexes, a namespace with attributes, and rows; with the stamp this program put on files of that release, or none.
func older(t *testing.T, version, stamped string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	db := openFile(t, dir)
	release := moduleOf(t, version)
	for _, part := range []string{"temporal", "visibility"} {
		schema, err := os.ReadFile(filepath.Join(release, "schema", "sqlite", "v3", part, "schema.sql"))
		if err != nil {
			t.Fatal(err)
		}
		execute(t, db, string(schema))
	}
	if stamped != "" {
		execute(t, db, `CREATE TABLE schema_version (version_partition INT NOT NULL, db_name VARCHAR(255) NOT NULL,
			creation_time DATETIME(6), curr_version VARCHAR(64), min_compatible_version VARCHAR(64),
			PRIMARY KEY (version_partition, db_name))`)
		execute(t, db, `CREATE TABLE schema_update_history (version_partition INT NOT NULL, year INT NOT NULL,
			month INT NOT NULL, update_time DATETIME(6) NOT NULL, description VARCHAR(255), manifest_md5 VARCHAR(64),
			new_version VARCHAR(64), old_version VARCHAR(64), PRIMARY KEY (version_partition, year, month, update_time))`)
		execute(t, db, `INSERT INTO schema_version VALUES (0, 'temporal', '2025-06-01 01:00:00+00:00', ?, ?)`, stamped,
			stamped)
		execute(t, db, `CREATE TABLE duban_engine (name TEXT PRIMARY KEY, value TEXT NOT NULL)`)
		execute(t, db, `INSERT INTO duban_engine VALUES ('server_version', ?)`, version)
	}
	namespace, err := sqliteschema.NewNamespaceConfig("active", "duban", false, nil)
	if err != nil {
		t.Fatal(err)
	}
	namespace.Detail.Config.CustomSearchAttributeAliases = map[string]string{"Keyword02": "Unit",
		"KeywordList01": "Programmes", "Text01": "Title"}
	store := &config.SQL{PluginName: sqliteplugin.PluginName, DatabaseName: filepath.Join(dir, "temporal.db"),
		ConnectAttributes: map[string]string{"mode": "rwc"}}
	if err := sqliteschema.CreateNamespaces(store, namespace); err != nil {
		t.Fatal(err)
	}
	for i := range oldRows {
		// Times and attributes as the server writes them.
		execute(t, db, `INSERT INTO executions_visibility (namespace_id, run_id, start_time, execution_time, workflow_id,
				workflow_type_name, status, close_time, memo, encoding, task_queue, search_attributes)
			VALUES (?, ?, '2025-06-01 01:00:00+00:00', '2025-06-01 01:00:00+00:00', ?,
				'Project', 2, '2025-06-02 01:00:00+00:00', NULL, '', 'projects', ?)`,
			namespace.Detail.Info.Id, fmt.Sprintf("00000000-0000-4000-8000-%012d", i), fmt.Sprintf("project/2025/ZD-2025-%03d",
				i),
			fmt.Sprintf(`{"Keyword02":"住建局%d","KeywordList01":"重点%d♡全部","Text01":"bridge number%d"}`, i%2, i%3, i))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// stamps returns what a file says about itself.
func stamps(t *testing.T, db *sql.DB) []string {
	t.Helper()
	return append(query(t, db, `SELECT curr_version FROM schema_version`),
		query(t, db, `SELECT value FROM duban_engine WHERE name = 'server_version'`)...)
}

var currentStamps = []string{sqliteschema.Version, headers.ServerVersion}

// count returns how many workflows a list query finds, once it finds as many as wanted or a while has passed: rows are
// listed a moment after they are written.
func count(t *testing.T, c client.Client, list string, want int64) int64 {
	t.Helper()
	ctx := within(t, time.Minute)
	for try := 0; ; try++ {
		found, err := c.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Query: list})
		if err != nil {
			t.Fatalf("%s: %v", list, err)
		}
		if found.GetCount() == want || try == 100 {
			return found.GetCount()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// A file of an older release is copied, brought up with its rows, and works: also Schedules, which fail on a file that
// only seems to work. The next start changes nothing.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	for _, release := range olderReleases {
		t.Run(release.version, func(t *testing.T) {
			t.Parallel()
			upgrade(t, older(t, release.version, release.stamped))
		})
	}
}

func upgrade(t *testing.T, dir string) {
	for start := range 2 {
		_, c, stop := runEngine(t, engine.Options{Dir: dir, SearchAttributes: attributes})
		for list, want := range map[string]int64{
			"":                         oldRows,
			`Unit = "住建局1"`:            21,
			`Programmes = "重点2"`:       14,
			`Programmes = "全部"`:        oldRows,
			`Title = "number7"`:        1,
			`WorkflowType = "Project"`: oldRows,
		} {
			if got := count(t, c, list, want); got != want {
				t.Errorf("start %d: %q finds %d, want %d", start, list, got, want)
			}
		}
		ctx := within(t, time.Minute)
		_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
			ID: fmt.Sprint("monthly-", start),
			Spec: client.ScheduleSpec{Calendars: []client.ScheduleCalendarSpec{
				{DayOfMonth: []client.ScheduleRange{{Start: 5}}}}, TimeZoneName: "Asia/Shanghai"},
			Action: &client.ScheduleWorkflowAction{ID: "round", Workflow: numbers, TaskQueue: queue},
		})
		if err != nil {
			t.Errorf("start %d: create a Schedule: %v", start, err)
		}
		c.Close()
		stop()

		db := openFile(t, dir)
		if diff := cmp.Diff(currentStamps, stamps(t, db)); diff != "" {
			t.Errorf("start %d: %s", start, diff)
		}
		kept := query(t, db,
			`SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'executions_visibility' AND sql IS NOT NULL `+
				`ORDER BY name`)
		if diff := cmp.Diff([]string{"by_status", "by_workflow_id", "by_workflow_type", "default_idx"}, kept); diff != "" {
			t.Errorf("start %d: indexes: %s", start, diff)
		}
		if ok := query(t, db, `PRAGMA integrity_check`); !slices.Equal(ok, []string{"ok"}) {
			t.Errorf("start %d: integrity: %v", start, ok)
		}
		execute(t, db,
			`INSERT INTO executions_visibility_fts_text (executions_visibility_fts_text, rank) VALUES ('integrity-check', 1)`)
		execute(t, db,
			`INSERT INTO executions_visibility_fts_keyword_list (executions_visibility_fts_keyword_list, `+
				`rank) VALUES ('integrity-check', 1)`)

		copies := backups(t, dir)
		if len(copies) != 1 || strings.HasSuffix(copies[0], ".partial") {
			t.Fatalf("start %d: copies: %v", start, copies)
		}
	}
	before, err := sql.Open("sqlite", "file:"+backups(t, dir)[0]+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	if got := query(t, before, `SELECT count(*) FROM executions_visibility`); got[0] != fmt.Sprint(oldRows) {
		t.Errorf("the copy has %v rows", got)
	}
	indexes := query(t, before, `SELECT count(*) FROM sqlite_schema
		WHERE tbl_name = 'executions_visibility' AND type = 'index' AND sql IS NOT NULL`)
	if indexes[0] == "4" {
		t.Error("the copy was made after the change")
	}
}

// An upgrade that fails half way leaves the file as it was, for the next try.
func TestUpgradeIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	dir := older(t, "1.30.4", "")
	db := openFile(t, dir)
	// A row the new schema refuses.
	execute(t, db,
		`CREATE TABLE executions_visibility_plain AS SELECT namespace_id, run_id, start_time, execution_time, workflow_id, `+
			`workflow_type_name, NULL AS status, encoding FROM executions_visibility`)
	execute(t, db, `DROP TABLE executions_visibility_fts_text`)
	execute(t, db, `DROP TABLE executions_visibility_fts_keyword_list`)
	execute(t, db, `DROP TABLE executions_visibility`)
	execute(t, db, `ALTER TABLE executions_visibility_plain RENAME TO executions_visibility`)
	schema := `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name`
	before := query(t, db, schema)

	_, err := engine.Start(t.Context(), engine.Options{Dir: dir})
	if err == nil {
		t.Fatal("the row went into a column that takes no NULL")
	}
	if diff := cmp.Diff(before, query(t, db, schema)); diff != "" {
		t.Errorf("the failed upgrade left its marks: %s", diff)
	}
	execute(t, db, `UPDATE executions_visibility SET status = 2`)
	_, c, _ := runEngine(t, engine.Options{Dir: dir})
	if got := count(t, c, "", oldRows); got != oldRows {
		t.Errorf("after the repair %d rows", got)
	}
}

// A file another person's server of the same release set up has no stamp, and gets one.
func TestUnstamped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := &config.SQL{PluginName: sqliteplugin.PluginName, DatabaseName: filepath.Join(dir, "temporal.db"),
		ConnectAttributes: map[string]string{"mode": "rwc"}}
	if err := sqliteschema.SetupSchema(store); err != nil {
		t.Fatal(err)
	}
	runEngine(t, engine.Options{Dir: dir})
	if diff := cmp.Diff(currentStamps, stamps(t, openFile(t, dir))); diff != "" {
		t.Error(diff)
	}
}

// A newer file is refused and left alone; another patch of the same release is not newer.
func TestRefuseNewer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, _, stop := runEngine(t, engine.Options{Dir: dir})
	stop()
	db := openFile(t, dir)
	for name, change := range map[string]string{
		"schema": `UPDATE schema_version SET curr_version = '0.12'`,
		"server": `UPDATE duban_engine SET value = '1.33.0' WHERE name = 'server_version'`,
	} {
		execute(t, db, change)
		before := stamps(t, db)
		_, err := engine.Start(t.Context(), engine.Options{Dir: dir})
		if refused := models.AsError(err); refused == nil || refused.Code != "engine_newer" ||
			!strings.Contains(refused.Message.Text, dir) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, stamps(t, db)); diff != "" {
			t.Errorf("%s: the refused file was changed: %s", name, diff)
		}
		execute(t, db, `UPDATE schema_version SET curr_version = ?`, sqliteschema.Version)
		execute(t, db, `UPDATE duban_engine SET value = ? WHERE name = 'server_version'`, headers.ServerVersion)
	}
	if copies := backups(t, dir); len(copies) > 0 {
		t.Errorf("copies of a refused file: %v", copies)
	}
	execute(t, db, `UPDATE duban_engine SET value = '1.32.99' WHERE name = 'server_version'`)
	runEngine(t, engine.Options{Dir: dir})
	if copies := backups(t, dir); len(copies) != 1 {
		t.Errorf("another server wrote the file, and the copies are %v", copies)
	}
}

// What is a sound database of another person is refused in words and left alone.
func TestForeignFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	execute(t, openFile(t, dir), `CREATE TABLE projects (id INTEGER PRIMARY KEY)`)
	_, err := engine.Start(t.Context(), engine.Options{Dir: dir})
	if refused := models.AsError(err); refused == nil || refused.Code != "engine_foreign" ||
		refused.Kind != models.KindInvalid {
		t.Errorf("got %v", err)
	}
	if tables := query(t, openFile(t, dir), `SELECT name FROM sqlite_schema`); !slices.Equal(tables,
		[]string{"projects"}) {
		t.Errorf("the refused file was changed: %v", tables)
	}
}
