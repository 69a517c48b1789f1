// Package db opens PostgreSQL through bun and pgdriver and closes the holes of
// that driver: server-side time-outs, pools that survive a restart of the
// server, and one way to run a transaction.
package db

import (
	"context"
	"crypto/tls"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/driver/pgdriver"
)

const (
	statementTimeout = 15 * time.Second
	lockTimeout      = 5 * time.Second
	idleTxTimeout    = 20 * time.Second
	// The socket's limit lies above the server's, so that the server ends a
	// statement before the client gives up on it and leaves it running.
	socketTimeout = statementTimeout + 5*time.Second
	// MaxOpen is the pool that lets PostgreSQL group commits at 32 writers.
	MaxOpen = 32
)

// Target says where a database is: driver options, from a URL or a local server.
type Target struct {
	Options []pgdriver.Option
	// Patient connections have no time-outs: migrations, bulk loads, reports.
	Patient bool
	// MaxOpen connections; 0 means the package's MaxOpen.
	MaxOpen int
}

// Open makes a pool. It does not connect; use Ping.
func Open(target Target) *bun.DB {
	params := map[string]any{
		"timezone":                            "Asia/Ho_Chi_Minh",
		"statement_timeout":                   statementTimeout.Milliseconds(),
		"lock_timeout":                        lockTimeout.Milliseconds(),
		"idle_in_transaction_session_timeout": idleTxTimeout.Milliseconds(),
	}
	read := socketTimeout
	if target.Patient {
		params["statement_timeout"], params["idle_in_transaction_session_timeout"] = int64(0), int64(0)
		params["lock_timeout"] = (30 * time.Second).Milliseconds()
		read = 0
	}
	options := append([]pgdriver.Option{}, target.Options...)
	options = append(options,
		pgdriver.WithApplicationName("camtay"),
		pgdriver.WithConnParams(params),
		pgdriver.WithReadTimeout(read),
		pgdriver.WithWriteTimeout(read),
		pgdriver.WithResetSessionFunc(refuseDead),
	)
	pool := sql.OpenDB(pgdriver.NewConnector(options...))
	most := target.MaxOpen
	if most == 0 {
		most = MaxOpen
	}
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	pool.SetConnMaxLifetime(30 * time.Minute)
	return bun.NewDB(pool, pgdialect.New())
}

// refuseDead looks, without waiting, whether the server closed an idle
// connection; without it a restart of the server fails one request per pooled
// connection.
func refuseDead(_ context.Context, cn *pgdriver.Conn) error {
	conn := cn.Conn()
	if t, ok := conn.(*tls.Conn); ok {
		conn = t.NetConn()
	}
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return nil
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return driver.ErrBadConn
	}
	dead := false
	err = raw.Read(func(fd uintptr) bool {
		var one [1]byte
		n, _, peekErr := syscall.Recvfrom(int(fd), one[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		dead = n == 0 && peekErr == nil || peekErr != nil && !errors.Is(peekErr, syscall.EAGAIN)
		return true
	})
	if err != nil || dead {
		return driver.ErrBadConn
	}
	return nil
}

// Ping connects once within the given time.
func Ping(ctx context.Context, db *bun.DB, within time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		var nerr *net.OpError
		if errors.As(err, &nerr) {
			return fmt.Errorf("reach database at %s: %w", nerr.Addr, err)
		}
		return fmt.Errorf("reach database: %w", err)
	}
	return nil
}

const (
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	uniqueViolation      = "23505"
	exclusionViolation   = "23P01"
	foreignKeyViolation  = "23503"
	checkViolation       = "23514"
	maxTries             = 4
)

// InTx runs deed in one transaction and runs it again, at most four times in
// all, when PostgreSQL asks for it (serialization failure, deadlock). The deed
// must have no effect outside its transaction.
func InTx(ctx context.Context, db *bun.DB, deed func(ctx context.Context, tx bun.Tx) error) error {
	var err error
	for try := range maxTries {
		err = db.RunInTx(ctx, nil, deed)
		if code := State(err); code != serializationFailure && code != deadlockDetected {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(try+1) * 20 * time.Millisecond):
		}
	}
	return err
}

// State is the SQLSTATE of an error, or empty.
func State(err error) string {
	var pe pgdriver.Error
	if errors.As(err, &pe) {
		return pe.Field('C')
	}
	return ""
}

// Constraint is the name of the constraint an error broke, or empty.
func Constraint(err error) string {
	var pe pgdriver.Error
	if errors.As(err, &pe) && pe.IntegrityViolation() {
		return pe.Field('n')
	}
	return ""
}

// IsDuplicate reports a broken unique or exclusion constraint.
func IsDuplicate(err error) bool {
	s := State(err)
	return s == uniqueViolation || s == exclusionViolation
}

// IsReferenced reports a broken foreign key.
func IsReferenced(err error) bool {
	return State(err) == foreignKeyViolation
}

// IsCheck reports a broken check constraint.
func IsCheck(err error) bool {
	return State(err) == checkViolation
}
