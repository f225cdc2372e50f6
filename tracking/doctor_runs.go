package tracking

import (
	"context"
	"fmt"

	"duban/models"
	"duban/workflows/contract"
)

// runsLook is what one comparison of the followed projects with the running workflows found.
type runsLook struct {
	missing   []string // projects without exactly one run
	orphans   []string // runs without a project
	asleep    []string // projects whose moment is over
	differing []string // runs that wait for another moment than recorded
	refs      []contract.ProjectRef
}

// lookAtRuns compares the followed projects with the running workflows once.
func (s *Service) lookAtRuns(ctx context.Context) (look runsLook, err error) {
	open, running, err := s.openAndRunning(ctx)
	if err != nil {
		return look, err
	}
	count, due := map[contract.ProjectRef]int{}, map[contract.ProjectRef]models.Instant{}
	for _, run := range running {
		count[run.Ref]++
		due[run.Ref] = run.NextDue
	}
	for _, p := range open {
		ref := contract.ProjectRef{Year: p.Year, Code: p.Code}
		if count[ref] != 1 {
			look.missing = append(look.missing, fmt.Sprintf("%s 有 %d 个运行中的流程", contract.ProjectWorkflowID(ref), count[ref]))
		}
		delete(count, ref)
		if s.asleep(p) {
			look.asleep = append(look.asleep, fmt.Sprintf("%s 应于 %s 处理“%s”", p.Code, p.NextAt.Minute(), p.NextWhat))
		}
		if at, runs := due[ref]; runs && at != p.NextAt {
			look.differing = append(look.differing, fmt.Sprintf("%s 的流程等待 %s，记录为 %s", p.Code, at.Minute(),
				p.NextAt.Minute()))
		}
	}
	for _, run := range running {
		look.refs = append(look.refs, run.Ref)
		if count[run.Ref] > 0 {
			look.orphans = append(look.orphans, contract.ProjectWorkflowID(run.Ref))
		}
	}
	return look, nil
}
