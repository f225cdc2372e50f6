package web_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http/httptest"
	"slices"
	"testing"

	"duban/internal/files"
	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store"
	"duban/web"
	"duban/workflows/contract"
)

// roundJourney is the programme of two projects in the days of one round, with each person's pages at the moment.
type roundJourney struct {
	submissionFixture
	t     *testing.T
	month models.Month
}

// live lets the projects, the round and the outbox come to a moment.
func (j roundJourney) live(now models.Instant) {
	j.t.Helper()
	j.must(j.t, j.advanceTo(now))
	j.now = now
	_, err := j.service.BeginRounds(j.t.Context())
	j.must(j.t, err)
	_, err = j.activities().AdvanceRound(j.t.Context(), contract.AdvanceRound{ProgrammeID: "district-2021",
		Month: j.month, Now: now})
	j.must(j.t, err)
	for more := true; more; {
		done, err := j.activities().DeliverOutbox(j.t.Context(), contract.Deliver{Now: now})
		j.must(j.t, err)
		more = done.Count > 0
	}
}

// pagesOf serves the pages to a person of a role who has just logged in.
func (j roundJourney) pagesOf(role models.RoleName) string {
	j.t.Helper()
	j.session(role)
	secret := "at " + j.now.String() + string(role)
	sum := sha256.Sum256([]byte(secret))
	j.must(j.t, j.store.Write(j.t.Context(), func(tx *store.Tx) error {
		return tx.InsertSession(models.Session{Hash: hex.EncodeToString(sum[:]), PersonID: "person-of-" + string(role),
			CreatedAt: j.now, SeenAt: j.now, EndsAt: j.now.Add(models.SessionLongest), Address: "127.0.0.1", Agent: "a browser"})
	}))
	srv := httptest.NewServer(with(j.pages, secret))
	j.t.Cleanup(srv.Close)
	return srv.URL
}

// TestBrowserLivesThroughARound goes through a month's round with the persons whose work it is: the office opens it,
// the owner is reminded and reports, the unit pre-reviews, the office decides, chases who is late, and closes the
// month.
func TestBrowserLivesThroughARound(t *testing.T) {
	june := models.MonthOf(2021, 6)
	d := planned(t, 2, models.DateOf(2021, 1, 4))
	d.now = models.DateOf(2021, 1, 4).At(9, 0)
	for m := models.MonthOf(2021, 1); m < june; m++ {
		at := (m + 1).Day(4).At(15, 0)
		d.must(t, d.advanceTo(at))
		d.must(t, d.importReports(sampleYear, 2, m, at, nil))
	}
	s := d.service()
	s.Process = &fakeProcess{d: d}
	var err error
	s.Evidence, err = files.Open(t.TempDir())
	d.must(t, err)
	j := roundJourney{submissionFixture{d, s, nil, web.Handler(s, web.Options{})}, t, june}
	for _, role := range []models.RoleName{models.RoleOwner, models.RoleUnit, models.RoleOffice} {
		j.session(role)
	}
	p := chrome.Open(t, chrome.Desktop)
	look := func(name string) {
		t.Helper()
		p.Resize(chrome.Phone)
		shot(t, p, "journey-"+name+"-390")
		for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
			t.Errorf("%s: %s", name, violation)
		}
		p.Resize(chrome.Desktop)
		shot(t, p, "journey-"+name+"-1440")
	}

	j.live(models.DateOf(2021, 6, 25).At(10, 0))
	p.Go(j.pagesOf(models.RoleOffice) + "/round?month=2021-06")
	p.Shows("2021年6月 月报", "本轮安排", "填报预计数 2 个项目", "2021年7月5日前报送")
	look("opened")
	p.Follow(".course .next a")
	p.Shows("预计数 确认上报", "未报预计数 2 个")
	p.Follow(`form[action*="/close"] button`)

	j.live(models.DateOf(2021, 7, 5).At(10, 0))
	owner := j.pagesOf(models.RoleOwner)
	p.Go(owner + "/inbox")
	p.Shows("6月月报")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") { // it has messages that were not read
		t.Error(violation)
	}
	look("reminded")
	p.Go(owner + "/tasks")
	look("tasks")
	p.Follow(`a[href*="/report?month=2021-06"]`)
	amount, _ := sampleYear.Projects[0].Progress(june)
	p.Fill("#f-month_amount", amount.In(models.WanYuan))
	p.Fill("#f-physical", "主体施工至五层")
	look("report")
	p.Follow(`#submission button[type="submit"].btn-primary`)
	p.Shows("待审")
	look("handed-in")

	p.Go(j.pagesOf(models.RoleUnit) + "/unit")
	p.Shows("待初审", "主体施工至五层")
	look("unit")
	p.Fill(`.waiting input[name="reason"]`, "数字与现场一致")
	p.Follow(`.waiting form button.btn-primary`)
	p.Shows("初审通过", "数字与现场一致")

	p.Go(j.pagesOf(models.RoleOffice) + "/reviews")
	p.Shows("已初审", "数字与现场一致")
	look("review")
	p.FollowKey("a")
	p.Shows("月报已审定")

	j.live(models.DateOf(2021, 7, 6).At(10, 0))
	office := j.pagesOf(models.RoleOffice)
	p.Go(office + "/round?month=2021-06")
	p.Shows("已过期限2021年7月5日", "还有 1 个未报", "催报文字", sampleYear.Projects[1].Project.Name)
	look("chased")
	p.Follow(".course .next a")
	p.Shows("核定数 确认上报")
	look("verified")
	p.Follow(`form[action*="/close"] button`)
	p.Go(office + "/closings")
	look("closings")
	p.Go(office + "/rounds/2021-06/close")
	p.Shows("办理月结", "未审定 1 个", sampleYear.Projects[1].Project.Name)
	look("close")
	p.Follow(`form[action*="/close"] button`)
	p.Shows("尚有 1 个项目未审定", "月结请说明原因")
	p.Fill("#f-reason", "催报后仍未报，沿用上期审定数")
	p.Follow(`form[action*="/close"] button`)
	p.Go(office + "/round?month=2021-06")
	p.Shows("6月已月结")
	look("closed")
	j.live(models.DateOf(2021, 7, 6).At(11, 0))
	p.Go(j.pagesOf(models.RoleOffice) + "/round?month=2021-06")
	p.Shows("本轮已全部办结")
	read := j.store.Read(t.Context(), func(tx *store.Tx) error {
		steps, err := tx.RoundSteps(models.MonthRoundID("district-2021", june))
		if !slices.ContainsFunc(steps, func(s models.RoundStep) bool { return s.Kind == models.RoundIsClosed }) {
			t.Errorf("the closing is not on record: %+v", steps)
		}
		return err
	})
	d.must(t, read)
}
