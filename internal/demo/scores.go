package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"duban/models"
	"duban/tracking"
)

// score scores the last quarter of the year whose last month is closed: announced, with an objection of the unit of the
// demonstration that waits for the office.
func (f *filler) score(ctx context.Context, year int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	list, err := f.Scores(ctx, office, strconv.Itoa(year))
	i := slices.IndexFunc(list.Quarters, func(q tracking.ScoreQuarter) bool { return q.Closed })
	if err != nil || len(list.Scores) > 0 || i < 0 {
		return err
	}
	if _, err := f.KeepScoreFormula(ctx, office, f.key("formula"), strconv.Itoa(year), models.ScoreFormula{
		Document: fmt.Sprintf("张重点办〔%d〕3号（演示数据）", year), IssuedOn: models.DateOf(year, 1, 15),
		Title: "重点项目推进情况考核办法", Items: models.SuggestedScoreItems,
		ObjectionDays: models.DefaultObjectionDays}); err != nil {
		return err
	}
	page, err := f.DraftScore(ctx, office, f.key("score"), strconv.Itoa(year), tracking.ScoreDraft{
		Quarter: list.Quarters[i].Quarter})
	if err != nil {
		return err
	}
	if _, err := f.SetScorePoints(ctx, office, f.key("points"), page.ID, models.ScorePoints{Unit: page.Lines[0].UnitID,
		Item: "加减分", Points: 2 * models.FullPoint, Ground: "承办全市重点项目现场会（演示数据）"}); err != nil {
		return err
	}
	if _, err := f.StepScore(ctx, office, f.key("announce"), page.ID, models.ScoreStep{
		Step: models.ScoreAnnounce}); err != nil {
		return err
	}
	unit, leave, err := f.logIn(ctx, models.RoleUnit)
	if err != nil {
		return err
	}
	defer leave()
	_, err = f.ObjectToScore(ctx, unit, f.key("object"), page.ID, models.ObjectionEntry{Item: "按期开工",
		Ground: "有 1 个项目施工许可证已按期取得，开工日期登记有误（演示数据）"})
	if models.AsError(err) != nil && models.KindOf(err) == models.KindNotFound {
		return nil // the unit has no project on the list
	}
	return err
}
