/*
 * What a loss of power would undo. Preloaded into a process, it notes every change of a file under POWER_CUT_ROOT that is not on the
 * disk for certain: writes and truncations until their file is synced, names that appear, change or go until their directory is.
 * The journal (POWER_CUT_JOURNAL) is a sequence of records in the order of what happened, each with what is needed to take it back;
 * `power-cut.ts` reads it. Anything in memory alone (`-shm`) is left out.
 *
 * Record: a byte of kind, three 64-bit numbers (inode, a, b), a 32-bit length, and that many bytes.
 *   W inode offset oldSize + the bytes that were there     T inode newSize oldSize + the bytes that were cut off
 *   S inode position 0: all records of the inode before that position of the journal are on the disk
 *   C directory 0 0 + path that appeared    R directory hadTarget backup + from \0 to    U directory 0 backup + path that went
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static uint64_t position, backups;
static char root[PATH_MAX];

#define REAL(result, name, ...) static result (*name)(__VA_ARGS__)
REAL(ssize_t, real_write, int, const void *, size_t);
REAL(ssize_t, real_pwrite, int, const void *, size_t, off_t);
REAL(ssize_t, real_writev, int, const struct iovec *, int);
REAL(ssize_t, real_pwritev, int, const struct iovec *, int, off_t);
REAL(int, real_ftruncate, int, off_t);
REAL(int, real_fsync, int);
REAL(int, real_fdatasync, int);
REAL(int, real_rename, const char *, const char *);
REAL(int, real_unlink, const char *);
REAL(int, real_link, const char *, const char *);
REAL(int, real_open, const char *, int, ...);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev64");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_link = dlsym(RTLD_NEXT, "link");
  real_open = dlsym(RTLD_NEXT, "open64");
  const char *under = getenv("POWER_CUT_ROOT"), *path = getenv("POWER_CUT_JOURNAL");
  if (!under || !path || !realpath(under, root)) return;
  journal = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(char kind, uint64_t inode, uint64_t a, uint64_t b, const void *bytes, uint32_t length) {
  char head[29];
  head[0] = kind;
  memcpy(head + 1, &inode, 8);
  memcpy(head + 9, &a, 8);
  memcpy(head + 17, &b, 8);
  memcpy(head + 25, &length, 4);
  real_write(journal, head, sizeof head);
  if (length) real_write(journal, bytes, length);
  position += sizeof head + length;
}

static int ours(const char *path) {
  size_t length = strlen(path), base = strlen(root);
  if (strncmp(path, root, base) != 0 || path[base] != '/') return 0;
  return !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

/* Whether a descriptor is a file of ours, and which. */
static int known(int fd, struct stat *info) {
  char link[64], path[PATH_MAX];
  if (journal < 0 || fd == journal || fstat(fd, info) != 0) return 0;
  if (!S_ISREG(info->st_mode) && !S_ISDIR(info->st_mode)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return ours(path) || strcmp(path, root) == 0;
}

static void keep(int fd, const struct stat *info, char kind, uint64_t offset, uint64_t until, uint64_t a) {
  uint64_t size = (uint64_t)info->st_size;
  uint64_t end = until < size ? until : size;
  uint32_t length = end > offset ? (uint32_t)(end - offset) : 0;
  char *old = length ? malloc(length) : NULL;
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (length) {
    int reader = real_open(link, O_RDONLY | O_CLOEXEC);
    ssize_t got = reader < 0 ? -1 : pread(reader, old, length, (off_t)offset);
    if (reader >= 0) close(reader);
    if (got != (ssize_t)length) abort();
  }
  put(kind, info->st_ino, a, size, old, length);
  free(old);
}

static size_t total(const struct iovec *parts, int count) {
  size_t sum = 0;
  for (int i = 0; i < count; i++) sum += parts[i].iov_len;
  return sum;
}

static uint64_t here(int fd, const struct stat *info) {
  return fcntl(fd, F_GETFL) & O_APPEND ? (uint64_t)info->st_size : (uint64_t)lseek(fd, 0, SEEK_CUR);
}

#define NOTED(fd, offset, length, call)                          \
  struct stat info;                                              \
  if (!known(fd, &info)) return call;                            \
  pthread_mutex_lock(&lock);                                     \
  fstat(fd, &info);                                              \
  uint64_t at = (uint64_t)(offset);                              \
  keep(fd, &info, 'W', at, at + (length), at);                   \
  ssize_t done = call;                                           \
  int error = errno;                                             \
  pthread_mutex_unlock(&lock);                                   \
  errno = error;                                                 \
  return done;

ssize_t write(int fd, const void *bytes, size_t length) {
  if (!real_write) begin();
  NOTED(fd, here(fd, &info), length, real_write(fd, bytes, length))
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
  NOTED(fd, offset, length, real_pwrite(fd, bytes, length, offset))
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  NOTED(fd, here(fd, &info), total(parts, count), real_writev(fd, parts, count))
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  NOTED(fd, offset, total(parts, count), real_pwritev(fd, parts, count, offset))
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return pwritev64(fd, parts, count, offset);
}

int ftruncate64(int fd, off_t size) {
  struct stat info;
  if (!known(fd, &info)) return real_ftruncate(fd, size);
  pthread_mutex_lock(&lock);
  fstat(fd, &info);
  keep(fd, &info, 'T', (uint64_t)size, (uint64_t)info.st_size, (uint64_t)size);
  int done = real_ftruncate(fd, size);
  pthread_mutex_unlock(&lock);
  return done;
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, int (*sync)(int)) {
  struct stat info;
  if (!known(fd, &info)) return sync(fd);
  pthread_mutex_lock(&lock);
  uint64_t before = position;
  pthread_mutex_unlock(&lock);
  int done = sync(fd), error = errno;
  if (done == 0) {
    pthread_mutex_lock(&lock);
    put('S', info.st_ino, before, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
  }
  errno = error;
  return done;
}
int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

static uint64_t directory(const char *path) {
  char copy[PATH_MAX];
  struct stat info;
  snprintf(copy, sizeof copy, "%s", path);
  return stat(dirname(copy), &info) == 0 ? info.st_ino : 0;
}

/* A second name for what is about to lose its own. */
static uint64_t backup(const char *path) {
  char second[PATH_MAX + 32];
  snprintf(second, sizeof second, "%s.backup.%llu", getenv("POWER_CUT_JOURNAL"), (unsigned long long)++backups);
  return real_link(path, second) == 0 ? backups : 0;
}

int rename(const char *from, const char *to) {
  if (journal < 0 || !ours(to)) return real_rename(from, to);
  char both[2 * PATH_MAX];
  size_t first = strlen(from) + 1, length = first + strlen(to);
  memcpy(both, from, first);
  memcpy(both + first, to, length - first);
  pthread_mutex_lock(&lock);
  int there = access(to, F_OK) == 0;
  put('R', directory(to), (uint64_t)there, there ? backup(to) : 0, both, (uint32_t)length);
  int done = real_rename(from, to), error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

int unlink(const char *path) {
  if (journal < 0 || !ours(path)) return real_unlink(path);
  pthread_mutex_lock(&lock);
  uint64_t second = backup(path);
  if (second) put('U', directory(path), 0, second, path, (uint32_t)strlen(path));
  int done = real_unlink(path), error = errno;
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

int link(const char *from, const char *to) {
  if (journal < 0 || !ours(to)) return real_link(from, to);
  pthread_mutex_lock(&lock);
  int done = real_link(from, to), error = errno;
  if (done == 0) put('C', directory(to), 0, 0, to, (uint32_t)strlen(to));
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}

int open64(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  if (!real_open) begin();
  if (journal < 0 || !(flags & O_CREAT) || !ours(path)) return real_open(path, flags, mode);
  pthread_mutex_lock(&lock);
  int there = access(path, F_OK) == 0;
  int fd = real_open(path, flags, mode), error = errno;
  if (fd >= 0 && !there) put('C', directory(path), 0, 0, path, (uint32_t)strlen(path));
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}
int open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  return open64(path, flags, mode);
}
