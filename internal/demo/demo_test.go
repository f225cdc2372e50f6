package demo

import (
	"bytes"
	"context"
	"image/jpeg"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"duban/internal/app"
	"duban/internal/config"
	"duban/internal/sample"
	"duban/models"
)

// screen collects the output, so that a test can wait for words.
type screen struct {
	mu      sync.Mutex
	text    strings.Builder
	written chan struct{}
}

func newScreen() *screen { return &screen{written: make(chan struct{}, 1)} }

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.written <- struct{}{}:
	default:
	}
	return s.text.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// serve runs the demonstration until the words are on the screen, then stops it as Ctrl-C does.
func serve(t *testing.T, c config.Config, until string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, ended := newScreen(), make(chan error, 1)
	go func() { ended <- Run(ctx, c, out) }()
	timeout := time.After(5 * time.Minute)
	for !strings.Contains(out.String(), until) {
		select {
		case <-out.written:
		case err := <-ended:
			t.Fatalf("ended before %q: %v\n%s", until, err, out)
		case <-timeout:
			t.Fatalf("waited too long for %q\n%s", until, out)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Fatalf("stopping: %v\n%s", err, out)
	}
	return out.String()
}

func settings(t *testing.T) config.Config {
	t.Helper()
	data, err := os.MkdirTemp("", "dd") // a unix socket's path must stay short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(data) })
	return config.Config{Data: data, Listen: "127.0.0.1:0", TemporalNamespace: "duban"}
}

// An interrupted filling is continued, a completed one is only served, and the data have the figures of the sample.
func TestDemonstration(t *testing.T) {
	c := settings(t)
	c.Database = "postgres://an-office@127.0.0.1:1/not-used"
	began := models.InstantOf(time.Now()).Date()
	// of a start whose port was taken, long ago
	if err := (marker{AsOf: models.DateOf(2021, 6, 30)}).write(c.Data); err != nil {
		t.Fatal(err)
	}
	cut := serve(t, c, "年计划：")
	if strings.Contains(cut, "令牌") {
		t.Fatalf("not cut short:\n%s", cut)
	}
	first := serve(t, c, "停止  ")
	for _, words := range []string{"演示数据", "打开  http://127.0.0.1:", "48 个项目（市重大 26 个），计划 70.00 亿元",
		"38 个项目，全年完成 71.00 亿元"} {
		if !strings.Contains(first, words) {
			t.Errorf("the summary lacks %q:\n%s", words, first)
		}
	}
	tokens := regexp.MustCompile(`DUBAN_TOKEN=(\S+)`).FindAllStringSubmatch(first, -1)
	if len(tokens) != 2 {
		t.Fatalf("%d tokens:\n%s", len(tokens), first)
	}
	second := serve(t, c, "停止  ")
	if strings.Contains(second, "正在生成") || strings.Contains(second, "DUBAN_TOKEN=") {
		t.Errorf("the second time is as the first:\n%s", second)
	}
	c.Database = ""
	if m := inspect(t, c, first, tokens[0][1], tokens[1][1]); !m.Filled || m.AsOf < began {
		t.Errorf("%+v of a directory filled on %s", m, began)
	}
}

// inspect compares what is in a filled directory with the sample.
func inspect(t *testing.T, c config.Config, summary, officeToken, ownerToken string) marker {
	t.Helper()
	ctx := context.Background()
	running, err := app.Run(ctx, c, discard())
	if err != nil {
		t.Fatal(err)
	}
	defer running.Close()
	m, err := openMarker(c.Data, 0)
	if err != nil {
		t.Fatal(err)
	}
	year, service := m.AsOf.Year(), running.Service
	now, err := service.Overview(ctx, models.Operator, "")
	if err != nil {
		t.Fatal(err)
	}
	held, s := sample.Programme(year).OnFile(m.AsOf), now.Status
	if s.Year != year || s.Projects != 48 || s.CityMajor != 26 || s.AnnualPlan != sample.AnnualPlan || s.Trial ||
		*s.Running != 48 {
		t.Errorf("this year: %+v, %d running", s, *s.Running)
	}
	if want := len(held.Done) + len(held.Reports); s.Waiting != want || len(now.Waiting) != want {
		t.Errorf("%d wait for review, want %d", s.Waiting, want)
	}
	if len(held.Progress) >= 3 && (s.Colours[models.Green] < 30 || s.Colours[models.YellowHue] == 0 ||
		s.Colours[models.RedHue]+s.Colours[models.TopHue] == 0 || s.Colours[models.NoData] == 0) {
		t.Errorf("colours %v", s.Colours)
	}
	for _, e := range now.Escalations {
		if e.Trial {
			t.Errorf("in trial running: %+v", e)
		}
	}

	ledger := models.ProgrammeID(models.DistrictProgramme, year-1)
	before, err := service.Status(ctx, models.Operator, ledger)
	if err != nil {
		t.Fatal(err)
	}
	if before.Projects != 38 || before.Approved != sample.LastYearCompleted || *before.Running != 0 ||
		before.Waiting != 0 {
		t.Errorf("last year: %+v, %d running", before, *before.Running)
	}
	if on, err := service.Escalations(ctx, models.Operator, ledger, true); err != nil || len(on) != 0 {
		t.Errorf("last year's open escalations: %v, %v", on, err)
	}
	if now.LastYear == nil || now.LastYear.WholeYear != sample.LastYearCompleted || now.LastYear.Projects != 38 {
		t.Errorf("beside this year: %+v", now.LastYear)
	}
	health, err := service.Doctor(ctx, models.Operator)
	if err != nil || !health.OK {
		t.Errorf("doctor: %+v, %v", health, err)
	}
	wantAsked(t, service, summary)

	office, err := service.Authenticate(ctx, officeToken)
	if err != nil || models.CanReview(office) != nil {
		t.Errorf("the office's token is %+v, %v", office, err)
	}
	owner, err := service.Authenticate(ctx, ownerToken)
	if err != nil {
		t.Fatal(err)
	}
	own, err := service.Submissions(ctx, owner, "", false)
	if err != nil {
		t.Fatal(err)
	}
	waits, accepted := 0, 0
	for _, o := range own {
		switch o.Status {
		case models.SubmissionWaiting:
			waits++
		case models.SubmissionAccepted: // with a picture
			accepted++
		default:
			t.Errorf("a submission of the owner is %s", o.Status)
		}
	}
	seen := 0
	for _, p := range now.Waiting {
		for _, o := range own {
			if o.ID == p.ID {
				seen++
			}
		}
	}
	if seen == 0 || seen != waits || accepted > troubledPictures+otherPictures {
		t.Errorf("the owner sees %d submissions that wait, %d of them are in the queue", waits, seen)
	}
	return m
}

func TestOnlyDemonstrationDirectoriesAreFilled(t *testing.T) {
	office := settings(t)
	if err := os.WriteFile(filepath.Join(office.Data, databaseName), []byte("an office's"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := settings(t)
	if err := os.WriteFile(filepath.Join(broken.Data, markerName), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := settings(t)
	nowhere.Data = filepath.Join(broken.Data, markerName)
	got := map[string]string{}
	for name, c := range map[string]config.Config{"office": office, "broken": broken, "nowhere": nowhere} {
		got[name] = models.AsError(Run(context.Background(), c, newScreen())).Code
	}
	if diff := cmp.Diff(map[string]string{"office": "not_a_demo", "broken": "bad_demo_mark", "nowhere": "bad_data_dir"},
		got); diff != "" {
		t.Error(diff)
	}
	if files, err := os.ReadDir(office.Data); err != nil || len(files) != 1 {
		t.Errorf("the office's directory now has %v, %v", files, err)
	}
}

func TestMarkerKeepsItsDay(t *testing.T) {
	dir := t.TempDir()
	first := models.DateOf(2021, 6, 30)
	for _, today := range []models.Date{first, first + 1} {
		if m, err := openMarker(dir, today); err != nil || m != (marker{AsOf: first}) {
			t.Errorf("%+v, %v", m, err)
		}
	}
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Every project has a picture of its own, the same every time.
func TestPicturesDiffer(t *testing.T) {
	first, err := sitePicture("甲")
	if err != nil {
		t.Fatal(err)
	}
	again, _ := sitePicture("甲")
	other, _ := sitePicture("乙")
	if !bytes.Equal(first, again) || bytes.Equal(first, other) {
		t.Error("pictures are not told apart by the name")
	}
	if _, err := jpeg.DecodeConfig(bytes.NewReader(first)); err != nil {
		t.Error(err)
	}
}
