//! A small file system in memory, to fill up or to make read-only. It needs root on Linux; elsewhere the tests that want one are skipped,
//! and say so; where `CI` is set that is a failure.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Mounted as long as it lives.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts one of so many KiB at a folder, which is made if need be.
    pub fn at(folder: &Path, kib: usize) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let size = format!("size={kib}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder)
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(folder.to_owned()));
        }
        assert!(
            std::env::var_os("CI").is_none(),
            "no tmpfs can be mounted here, and CI must not skip this test"
        );
        eprintln!("SKIPPED: no tmpfs can be mounted here (it needs root)");
        None
    }

    /// Fills it to the last byte.
    pub fn fill(&self) {
        let filler = self.filler();
        let mut file = fs::File::create(filler).unwrap();
        while std::io::Write::write_all(&mut file, &[7; 1024]).is_ok() {}
        while std::io::Write::write_all(&mut file, &[7]).is_ok() {}
    }

    /// Makes room again.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    /// Lets nothing be written, or again everything.
    pub fn read_only(&self, read_only: bool) {
        let how = if read_only {
            "remount,ro"
        } else {
            "remount,rw"
        };
        let status = Command::new("mount")
            .args(["-o", how])
            .arg(&self.0)
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: a thread may still look at it.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
