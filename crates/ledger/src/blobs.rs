//! Files: sealed under their stream's own key, addressed by the hash of what is stored, kept in an object store.

use std::path::Path;

use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Place};
use sha2::{Digest, Sha256};

use crate::{Ledger, LedgerError, Result, args, canonical::Canonical, stored::KeyState, writer::Item};

/// Where sealed files are.
pub(crate) struct Store {
    objects: Box<dyn ObjectStore>,
}

impl Store {
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let objects = LocalFileSystem::new_with_prefix(folder).map_err(failed)?.with_fsync(true);
        Ok(Self { objects: Box::new(objects) })
    }

    fn place(hash: &str) -> Place {
        Place::from(format!("{}/{hash}", hash.get(..2).unwrap_or("00")))
    }

    pub(crate) async fn put(&self, hash: &str, bytes: Vec<u8>) -> Result {
        self.objects.put(&Self::place(hash), PutPayload::from(bytes)).await.map_err(failed)?;
        Ok(())
    }

    pub(crate) async fn get(&self, hash: &str) -> Result<Option<Vec<u8>>> {
        match self.objects.get(&Self::place(hash)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    pub(crate) async fn delete(&self, hash: &str) -> Result {
        match self.objects.delete(&Self::place(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

fn failed(error: object_store::Error) -> LedgerError {
    LedgerError::Io(std::io::Error::other(error))
}

fn place(chain: &str, stream: &str) -> Vec<u8> {
    let mut form = Canonical::new("trefoil/blob/1");
    form.text(chain).text(stream);
    form.done()
}

impl Ledger {
    /// Stores a file sealed under `stream`'s key and answers its hash (SHA-256 of what is stored, in hexadecimal). The same file on the same
    /// stream has the same hash. A fact should name the hash; the file goes when the stream's key is destroyed.
    ///
    /// # Errors
    /// Where the key was destroyed, the chain does not exist or the store fails.
    pub async fn put_blob(&self, chain: &str, stream: &str, bytes: &[u8]) -> Result<String> {
        let key = self.ask(|to| Item::Key(chain.to_owned(), stream.to_owned(), to)).await??;
        let sealed = key.seal(bytes, &place(chain, stream))?;
        let hash = hex::encode(Sha256::digest(&sealed));
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        self.inner.blobs.put(&hash, sealed).await?;
        let sql = "insert into blob (chain, stream, hash, size, stored_at) \
                   select $1, $2, $3, $4, $5 from data_key where chain = $1 and stream = $2 and destroyed_at is null on conflict do nothing";
        self.operate(vec![(sql.into(), args![chain, stream, &hash, size, self.clock().moment().now])]).await?;
        Ok(hash)
    }

    /// The file, opened; none where it is not there or its key was destroyed.
    ///
    /// # Errors
    /// Where what is stored is not what was put there.
    pub async fn get_blob(&self, chain: &str, stream: &str, hash: &str) -> Result<Option<Vec<u8>>> {
        if hash.len() != 64 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let KeyState::Live(key) = self.read().await?.key(chain, stream).await? else { return Ok(None) };
        let Some(sealed) = self.inner.blobs.get(hash).await? else { return Ok(None) };
        if hex::encode(Sha256::digest(&sealed)) != hash {
            return Err(LedgerError::Broken(format!("the stored file {hash} is not what was stored")));
        }
        key.open(&sealed, &place(chain, stream))
            .map(Some)
            .ok_or_else(|| LedgerError::Broken(format!("the stored file {hash} does not belong to the stream `{stream}` of `{chain}`")))
    }
}
