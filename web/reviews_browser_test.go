package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http/httptest"
	"testing"

	"duban/internal/testkit/chrome"
	"duban/models"
	"duban/store/storetest"
)

// sitePhoto stores a small picture as evidence.
func (d submissionFixture) sitePhoto(t testing.TB, by models.Actor) models.Evidence {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			picture.Set(x, y, color.RGBA{uint8(90 + y/6), uint8(120 + x/12), uint8(200 - y/4), 255})
		}
	}
	var content bytes.Buffer
	if err := jpeg.Encode(&content, picture, nil); err != nil {
		t.Fatal(err)
	}
	e, err := d.service.PutEvidence(t.Context(), by, "主体封顶 东侧.jpg", &content)
	d.must(t, err)
	return e
}

// TestBrowserReviewsByKeyboard reviews with keyboard shortcuts, and takes shots in other window sizes.
func TestBrowserReviewsByKeyboard(t *testing.T) {
	d := newSubmissionFixture(t, 6)
	ids := d.submitReports(t, 5)
	owner := models.Actor{ID: "owner", Name: "经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: models.OrganisationID(sampleYear.Projects[0].Owner)}}}
	d.must(t, storetest.PutActors(t.Context(), d.store, owner))
	_, m := d.dueMilestone(t)
	proof := []models.Evidence{d.sitePhoto(t, owner)}
	_, err := d.service.SubmitMilestone(t.Context(), owner, "milestone", code(2021, 0), 0,
		models.SubmitMilestoneCommand{Milestone: m.ID, DoneOn: m.Due + 4, Note: "已完成，照片附后", Evidence: proof})
	d.must(t, err)
	_, err = d.service.Review(t.Context(), reviewer, "back", 0, models.ReviewCommand{Submission: ids[0],
		Decision: models.Return, Reason: "投资额与形象进度不符"})
	d.must(t, err)

	srv := httptest.NewServer(d.as(models.RoleOffice))
	defer srv.Close()
	p := chrome.Open(t, chrome.Desktop)
	p.Go(srv.URL + "/reviews")
	p.Shows("第 1 件，共 5 件")
	shot(t, p, "reviews-1440")
	p.FollowKey("j")
	p.Shows("第 2 件，共 5 件")
	p.FollowKey("k")
	p.Shows("第 1 件，共 5 件")
	p.FollowKey("a")
	p.Shows("月报已审定", "4 件待审定")
	p.Press("r")
	p.Until(`document.querySelector("form.return details").open && document.activeElement.name === "reason"`)
	shot(t, p, "reviews-return-1440")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Error(violation)
	}
	p.Press("x") // x ticks the submission
	p.Until(`document.querySelectorAll(".queue input:checked").length === 1`)

	p.Go(srv.URL + "/reviews?order=urgent")
	shot(t, p, "reviews-milestone-1440")
	p.Resize(chrome.Phone)
	p.Go(srv.URL + "/reviews")
	shot(t, p, "reviews-390")
	p.Follow(".queue li a")
	shot(t, p, "reviews-case-390")
	for _, violation := range p.Axe("node_modules/axe-core/axe.min.js") {
		t.Error(violation)
	}
}
