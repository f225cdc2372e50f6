package tracking

import (
	"cmp"
	"context"
	"runtime"
	"runtime/debug"
	"time"

	"duban/importer"
	"duban/models"
)

// Limits of one import. Comparing a row takes many times the memory of reading it.
const (
	maxImportProjects = 10_000
	maxImportRows     = 100_000 // of projects, months and milestones together
)

// Uploads are read one at a time; readingWait is how long one waits for the others.
const (
	readingWait   = 2 * time.Minute
	readingsLarge = 64 << 20 // bytes of memory after which it is returned to the system at once
)

var readingTurn = make(chan struct{}, 1)

// takeReadingTurn waits until no other upload is being read. The caller must call leave. The error is KindUnavailable
// with code "reading_busy", or the reason why ctx ended.
func takeReadingTurn(ctx context.Context) (leave func(), err error) {
	timer := time.NewTimer(readingWait)
	defer timer.Stop()
	select {
	case readingTurn <- struct{}{}:
	case <-ctx.Done():
		return nil, models.Errorf(models.KindInvalid, "cancelled", "已取消读取，没有改动任何数据").Because(ctx.Err())
	case <-timer.C:
		return nil, models.Errorf(models.KindUnavailable, "reading_busy", "正在读取其他工作簿，数据未提交，请稍后重试")
	}
	before := allocated()
	return func() {
		if allocated() > before+readingsLarge {
			debug.FreeOSMemory() // before the next upload takes as much again
		}
		<-readingTurn
	}, nil
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// checkUnderstood limits how many rows of an upload are compared and staged. A project that stands in several sheets,
// as in a book with a sheet for each month, is one.
func checkUnderstood(name string, books []*importer.Book) error {
	known, rows := map[string]bool{}, 0
	for _, book := range books {
		for _, sheet := range book.Sheets {
			for i := range sheet.Projects {
				p := &sheet.Projects[i]
				known[cmp.Or(p.Code, models.NameKey(p.Name))] = true
			}
			rows += max(len(sheet.Projects), len(sheet.Reports)) + len(sheet.Milestones) // a month's row is one of both
		}
	}
	projects := len(known)
	if projects <= maxImportProjects && rows <= maxImportRows {
		return nil
	}
	return models.Errorf(models.KindInvalid, "too_large", "“%s”有 %d 个项目、共 %d 行数据，超过一次导入的上限（%d 个项目、%d 行），请分批上传",
		name, projects, rows, maxImportProjects, maxImportRows)
}
