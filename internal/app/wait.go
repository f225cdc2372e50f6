package app

import (
	"context"
	"fmt"
	"os"
	"time"

	"duban/internal/config"
	"duban/models"
	"duban/store"
)

// maxStartWait is how long a start waits for something unavailable: a backup program that has locked a file, or a
// database server on the same machine that is still starting. Tests shorten it.
var maxStartWait = time.Minute

// maxMigrationWait is how long a start waits while another process migrates the database.
const maxMigrationWait = 30 * time.Minute

var migrating = hasCode("migrating")

const (
	retryPause  = 500 * time.Millisecond
	reportEvery = 10 * time.Second
)

// awaited describes something that the program cannot start without.
type awaited struct {
	trouble string           // what is wrong, in Chinese
	remedy  string           // what to do if it lasts
	passing func(error) bool // whether an error may be temporary
}

// waitFor retries open while its error may be temporary, and reports on standard error and in the log what it waits
// for. Any other error is returned at once.
func (a *App) waitFor(ctx context.Context, w awaited, open func() error) error {
	begun, lastReport := time.Now(), time.Time{}
	for {
		err := open()
		if err == nil || ctx.Err() != nil || !w.passing(err) {
			return err
		}
		waited, most := time.Since(begun), maxStartWait
		if migrating(err) {
			w.trouble, most = "数据库正由另一个进程升级", maxMigrationWait
		}
		if waited >= most {
			return models.Errorf(models.KindUnavailable, "start_waited", "%s，等了 %d 秒仍未恢复，未能启动；%s", w.trouble, seconds(waited),
				w.remedy).Because(err)
		}
		if time.Since(lastReport) >= reportEvery {
			lastReport = time.Now()
			a.say("%s，正在等待（已等 %d 秒，最多等 %d 秒）", w.trouble, seconds(waited), seconds(most))
			a.log.WarnContext(ctx, "start waits", "for", w.trouble, "error", err)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(retryPause):
		}
	}
}

func seconds(d time.Duration) int { return int(d.Round(time.Second).Seconds()) }

// say writes to the person who watches the start; the log has its own line.
func (*App) say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// awaitedStore describes the database. The address of a server may contain a password and is not repeated.
func awaitedStore(c config.Config, path string) awaited {
	if c.Database != "" {
		return awaited{"连接不到 PostgreSQL 数据库", "请检查数据库服务是否已启动、--database 的地址是否正确，再重新启动", store.MayRecover}
	}
	return awaited{"数据库文件 " + path + " 被其他程序占用", inTheWay, store.MayRecover}
}

const inTheWay = "请停止占用它的程序（如备份、杀毒或数据库工具）后重新启动"

// awaitedEngine describes the embedded server's file.
func awaitedEngine(path string) awaited {
	return awaited{"流程引擎的数据文件 " + path + " 被其他程序占用", inTheWay, hasCode("engine_file_busy")}
}

// awaitedTemporal describes an external Temporal server.
func awaitedTemporal(hostPort string) awaited {
	return awaited{
		"连接不到外部流程服务 " + hostPort, "请检查该服务是否已启动，以及 --temporal 地址和 --temporal-tls-* 证书，再重新启动", hasCode("temporal_unreachable"),
	}
}

func hasCode(code string) func(error) bool {
	return func(err error) bool {
		e := models.AsError(err)
		return e != nil && e.Code == code
	}
}
