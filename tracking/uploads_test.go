package tracking_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// february is an environment with three projects on 26 February.
func february(t *testing.T) *env {
	t.Helper()
	h := planned(t, 3)
	h.until(models.DateOf(2021, 2, 26).At(15, 0))
	return h
}

// ownerOf is a person of a project's owner.
func ownerOf(p models.Project) models.Actor {
	a := holding(models.RoleOwner, p.OwnerID)
	a.ID = "of " + p.OwnerID
	return a
}

// put uploads a PDF that differs by a word.
func (h *env) put(a models.Actor, name, word string) models.Evidence {
	h.t.Helper()
	e, err := h.PutEvidence(h.t.Context(), a, name, strings.NewReader("%PDF-1.7\n%"+word+"\n%%EOF\n"))
	if err != nil {
		h.t.Fatal(err)
	}
	return e
}

// submit hands in the first milestone of a project with evidence, and gives what is attached to it.
func (h *env) submit(a models.Actor, key string, p models.Project, evidence ...models.Evidence) ([]models.Attachment,
	error) {
	h.t.Helper()
	f := h.project(p.Name)
	i := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool { return m.Status == models.MilestoneOpen })
	_, err := h.SubmitMilestone(h.t.Context(), a, key, p.Code, 0, models.SubmitMilestoneCommand{
		Milestone: f.Milestones[i].ID, DoneOn: h.clock.Date(), Evidence: evidence, Paper: "证明",
	})
	var rows []models.Attachment
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		rows, err = tx.AttachmentsOf(p.ID)
		return err
	})
	return rows, err
}

// Name, type and size of evidence are what the server found, whatever the request says of them.
func TestEvidenceIsWhatTheServerRecorded(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	owner := ownerOf(p)
	kept := h.put(owner, `C:\x\..\批复.PDF`, "a")
	lies := models.Evidence{SHA256: kept.SHA256, Name: "开工批复.hta", MediaType: "text/html", Size: -5}
	rows, err := h.submit(owner, "k1", p, lies, lies)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 || rows[0].Name != "批复.PDF" || rows[0].MediaType != "application/pdf" || rows[0].Size != kept.Size ||
		kept.Size <= 0 {
		t.Fatalf("attached %+v, uploaded %+v", rows, kept)
	}
	opened, err := h.OpenEvidence(t.Context(), office, rows[0].SubmissionID, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Content.Close()
	if opened.Name != "批复.PDF" || opened.MediaType != "application/pdf" {
		t.Errorf("opened %+v", opened.Attachment)
	}
	d, err := h.Doctor(t.Context(), models.Operator)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Checks {
		if strings.Contains(c.Name, "附件") && !c.OK {
			t.Errorf("the doctor finds %v", c.Found)
		}
	}
}

// What another person uploaded is refused in the words in which nothing at all is, with every kind of thing handed in.
func TestOnlyOnesOwnUploadsCanBeNamed(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	owner := ownerOf(p)
	otherOwner := ownerOf(h.otherThan(p))
	foreign := h.put(otherOwner, "他人.pdf", "theirs")
	offices := h.put(office, "办公室.pdf", "office's")
	sum := sha256.Sum256([]byte("never uploaded"))
	nothing := models.Evidence{SHA256: hex.EncodeToString(sum[:]), Name: "x.pdf"}
	var errs []string
	for i, e := range []models.Evidence{foreign, offices, nothing, {SHA256: "../../duban.db"}, {},
		{SHA256: strings.ToUpper(foreign.SHA256)}} {
		_, err := h.submit(owner, fmt.Sprint("m", i), p, e)
		errs = append(errs, fmt.Sprint(err))
		amount := models.Money(0)
		_, err = h.ReportMonth(t.Context(), owner, fmt.Sprint("r", i), p.Code, 0,
			models.ReportMonthCommand{Month: models.MonthOf(2021, 1), MonthAmount: &amount, Confirmed: true,
				Evidence: []models.Evidence{e}})
		errs = append(errs, fmt.Sprint(err))
		if e := models.AsError(err); e == nil || e.Kind != models.KindInvalid || e.Code != "evidence_missing" {
			t.Errorf("%d: %v", i, err)
		}
	}
	for _, s := range errs {
		if s != errs[0] {
			t.Errorf("%q tells more than %q", s, errs[0])
		}
	}
	// For an owner the office hands in what the office uploaded.
	if rows, err := h.submit(office, "k", p, offices); err != nil || len(rows) != 1 {
		t.Errorf("%v, %v", rows, err)
	}
}

// A returned submission is handed in again with its files by whoever may: they are the project's already.
func TestFilesOfTheProjectGoAlongAgain(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	kept := h.put(office, "证明.pdf", "a")
	rows, err := h.submit(office, "k1", p, kept)
	if err != nil {
		t.Fatal(err)
	}
	reviewer := office
	reviewer.ID = "office-2"
	if _, err := h.Review(t.Context(), reviewer, "k2", 0, models.ReviewCommand{Submission: rows[0].SubmissionID,
		Decision: models.Return, Reason: "重报"}); err != nil {
		t.Fatal(err)
	}
	rows, err = h.submit(ownerOf(p), "k3", p, models.Evidence{SHA256: kept.SHA256, Name: "a.exe"})
	if err != nil || len(rows) != 2 || rows[0].Name != "证明.pdf" || rows[1].Name != "证明.pdf" {
		t.Errorf("%+v, %v", rows, err)
	}
	other := h.otherThan(p)
	if _, err = h.submit(ownerOf(other), "k4", other, kept); models.AsError(err).Code != "evidence_missing" {
		t.Errorf("into another project: %v", err)
	}
}

func TestASubmissionNamesTenFilesAtMost(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	var many []models.Evidence
	for i := range models.MaxEvidence + 1 {
		many = append(many, h.put(ownerOf(p), "a.pdf", fmt.Sprint(i)))
	}
	if _, err := h.submit(ownerOf(p), "k1", p, many...); err == nil || models.AsError(err).Code != "evidence_too_many" {
		t.Errorf("eleven: %v", err)
	}
	if rows, err := h.submit(ownerOf(p), "k2", p, many[1:]...); err != nil || len(rows) != 10 {
		t.Errorf("ten: %d, %v", len(rows), err)
	}
}

// Uploads that no one handed in go after a day, with their bytes; what a submission or another person names stays.
func TestUploadsNobodyHandsInAreRemovedAfterADay(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	owner, otherOwner := ownerOf(p), ownerOf(h.otherThan(p))
	used := h.put(owner, "用.pdf", "used")
	if _, err := h.submit(owner, "k", p, used); err != nil {
		t.Fatal(err)
	}
	lone := h.put(owner, "无.pdf", "lone")
	shared := h.put(owner, "共.pdf", "shared")
	*h.clock = h.clock.Add(23 * time.Hour)
	h.put(otherOwner, "共.pdf", "shared")
	h.put(otherOwner, "用.pdf", "used")
	h.swept(0)
	*h.clock = h.clock.Add(time.Hour)
	h.swept(2)
	h.has(map[string]bool{used.SHA256: true, lone.SHA256: false, shared.SHA256: true})
	if _, err := h.submit(owner, "k2", p, shared); models.AsError(err).Code != "evidence_missing" {
		t.Errorf("an upload that was removed: %v", err)
	}
	*h.clock = h.clock.Add(48 * time.Hour)
	h.swept(1)
	h.has(map[string]bool{used.SHA256: true, lone.SHA256: false, shared.SHA256: false})
}

// What a stored command names stays until the command is carried out or refused, however long that takes.
func TestUploadsOfAWaitingCommandStay(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	kept := h.put(ownerOf(p), "证明.pdf", "waiting")
	command := models.StoredCommand{Key: "k", Name: models.CommandSubmitMilestone, ProjectID: p.ID,
		Status: models.StoredWaiting, ByID: ownerOf(p).ID,
		Body: `{"evidence":[{"sha256":"` + kept.SHA256 + `"}]}`, StoredAt: *h.clock}
	storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.StoreCommand(command) })
	*h.clock = h.clock.Add(72 * time.Hour)
	h.swept(0)
	h.has(map[string]bool{kept.SHA256: true})
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.CommandRefused("k", models.UploadNotFound(), *h.clock)
	})
	h.swept(1)
	h.has(map[string]bool{kept.SHA256: false})
}

// A file that no row names at all, as after a crash or with an older database, is kept for a month from when it is
// noticed.
func TestFilesWithoutARecordAreKeptForAMonth(t *testing.T) {
	h := february(t)
	kept, err := h.Evidence.Put(t.Context(), "a.pdf", bytes.NewReader(pdf))
	if err != nil {
		t.Fatal(err)
	}
	h.swept(0)
	*h.clock = h.clock.Add(29 * 24 * time.Hour)
	h.swept(0)
	h.has(map[string]bool{kept.SHA256: true})
	if _, err := h.submit(models.Actor{Roles: office.Roles}, "k", h.open()[0], kept); models.AsError(err).
		Code != "evidence_missing" {
		t.Errorf("an actor without an ID has what belongs to none: %v", err)
	}
	*h.clock = h.clock.Add(24 * time.Hour)
	h.swept(1)
	h.has(map[string]bool{kept.SHA256: false})
	if left, err := filepath.Glob(filepath.Join(h.dir, "*", "*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// A person may have only so much uploaded and not handed in; what is handed in makes space, and so does a day.
func TestUnsubmittedUploadsAreLimited(t *testing.T) {
	h := february(t)
	p := h.open()[0]
	owner := ownerOf(p)
	own := h.put(owner, "一.pdf", "mine")
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.SetUpload(models.Upload{SHA256: strings.Repeat("a", 64), ByID: owner.ID, Size: 500<<20 - 2*own.Size,
			At: *h.clock})
	})
	h.put(owner, "二.pdf", "also") // as large as the first
	read := &counted{r: bytes.NewReader(pdf)}
	_, err := h.PutEvidence(t.Context(), owner, "三.pdf", read)
	if err == nil || models.AsError(err).Code != "upload_quota" || read.n > 0 {
		t.Errorf("over the limit: %v, %d bytes read", err, read.n)
	}
	h.put(ownerOf(h.otherThan(p)), "他.pdf", "another person")
	if _, err := h.submit(owner, "k", p, own); err != nil {
		t.Fatal(err)
	}
	h.put(owner, "三.pdf", "most")
	*h.clock = h.clock.Add(25 * time.Hour)
	h.put(owner, "四.pdf", "the next day")
}

// What a refused upload received does not stay on the disk.
func TestARefusedUploadLeavesNothing(t *testing.T) {
	h := february(t)
	owner := ownerOf(h.open()[0])
	storetest.Write(t, h.Store, func(tx *store.Tx) error {
		return tx.SetUpload(models.Upload{SHA256: strings.Repeat("a", 64), ByID: owner.ID, Size: 500<<20 - 1, At: *h.clock})
	})
	if _, err := h.PutEvidence(t.Context(), owner, "a.pdf", bytes.NewReader(pdf)); err == nil || models.AsError(err).
		Code != "upload_quota" {
		t.Error(err)
	}
	entries, err := os.ReadDir(filepath.Join(h.dir, "incoming"))
	if sums, listed := h.Evidence.List(); err != nil || listed != nil || len(entries)+len(sums) > 0 {
		t.Errorf("%v, %v, %v, %v", entries, sums, err, listed)
	}
}

type counted struct {
	r io.Reader
	n int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

func (h *env) swept(want int) {
	h.t.Helper()
	done, err := h.SweepUploads(context.Background())
	if err != nil || done.Uploads != want {
		h.t.Errorf("swept %+v, %v; want %d uploads", done, err, want)
	}
}

func (h *env) has(want map[string]bool) {
	h.t.Helper()
	for sum, there := range want {
		if got, err := h.Evidence.Has(sum); err != nil || got != there {
			h.t.Errorf("%s: %t, %v; want %t", sum[:8], got, err, there)
		}
	}
}

// otherThan is an open project of another owner.
func (h *env) otherThan(p models.Project) models.Project {
	h.t.Helper()
	for _, o := range h.open() {
		if o.OwnerID != p.OwnerID && o.OwnerID != "" {
			return o
		}
	}
	h.t.Fatal("all projects have one owner")
	return models.Project{}
}
